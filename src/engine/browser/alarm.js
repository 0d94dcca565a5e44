let timer;
onmessage = ({ data }) => {
  clearTimeout(timer);
  if (data >= 0) timer = setTimeout(() => postMessage(0), data);
};
