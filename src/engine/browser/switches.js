// What the browser's own language has to compare with. It is fetched when somebody asks for the comparison, and hands its
// functions over on the element that brought it: nothing of it is global.
{
  function* prefixFilter(prefix) {
    let found = 0;
    for (;;) {
      const line = yield found;
      if (line.startsWith(prefix)) found += 1;
    }
  }

  /** Sends so many lines into a generator, which is primed first. */
  function generator(times) {
    const search = prefixFilter("Dear");
    search.next();
    let found = 0;
    for (let i = 0; i < times; i++) found = search.next("James").value;
    return found;
  }

  async function giveWay(times) {
    for (let i = 0; i < times; i++) await null;
  }

  /** Two async functions that give way to each other, so many times in all. */
  function awaits(times) {
    return Promise.all([giveWay(Math.ceil(times / 2)), giveWay(Math.floor(times / 2))]);
  }

  Object.assign(document.currentScript, { generator, awaits });
}
