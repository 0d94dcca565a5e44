// What follows on the worker's own script: it waits for the compiled program, and then becomes that program.
const failed = (why) => postMessage(["failed", performance.now(), String(why)]);
onerror = (why) => (failed(why), true);
onmessage = async ({ data: [module, lock] }) => {
  try {
    // Held for as long as this worker lives: whoever ends it, the page is told.
    if (lock) await new Promise((held, refused) => {
      navigator.locks.request(lock, () => (held(), new Promise(() => {}))).catch(refused);
    });
    wasm_bindgen.initSync({ module });
  } catch (why) {
    failed(why);
  }
};
