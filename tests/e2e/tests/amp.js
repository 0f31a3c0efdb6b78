// What AMP's documentation says of <amp-iframe>, for the page of examples/amp: the runtime itself is to be had from AMP's own
// server alone. What would be an error there is one here.
const build = (element) => {
  const refuse = (why) => console.error(`<amp-iframe> ${why}`);
  const find = (name) => element.querySelector(`:scope > [${name}]`);
  const { protocol, hostname, origin, href } = new URL(element.getAttribute('src'));
  const [placeholder, sandbox] = [find('placeholder'), ` ${element.getAttribute('sandbox') ?? ''} `];
  element.style.cssText = `display: block; position: relative; height: ${element.getAttribute('height')}px`;
  if (element.getAttribute('layout') !== 'fixed-height') refuse('is laid out otherwise than this knows');
  if (protocol !== 'https:' && hostname !== '127.0.0.1') refuse('wants https');
  if (sandbox.includes(' allow-same-origin ') && origin === location.origin) refuse('wants another origin');
  if (!placeholder && element.getBoundingClientRect().top < Math.min(600, innerHeight * 0.75)) refuse('is too far up for one without a placeholder');
  if (element.hasAttribute('resizable') && !find('overflow')) refuse('has nothing to press where it may not grow');
  const frame = document.createElement('iframe');
  for (const name of ['title', 'allow', 'sandbox']) frame.setAttribute(name, element.getAttribute(name) ?? '');
  frame.style.cssText = 'position: absolute; inset: 0; width: 100%; height: 100%; border: 0';
  frame.onload = () => { if (placeholder) placeholder.hidden = true; };
  addEventListener('message', ({ data, source }) => {
    if (source !== frame.contentWindow || data?.sentinel !== 'amp' || data.type !== 'embed-size') return;
    if (!element.hasAttribute('resizable')) refuse('may not be resized');
    else if (!(data.height >= 100)) refuse(`takes no height of ${data.height} pixels`);
    // It may, as long as what grows is not in sight: the end of the frame is not.
    else if (element.getBoundingClientRect().bottom > innerHeight) element.style.height = `${data.height}px`;
    else find('overflow').onclick = () => { element.style.height = `${data.height}px`; };
  });
  frame.src = `${href}#amp=1`;
  element.append(frame);
};

const start = () => {
  // The page is hidden until then.
  document.body.style.animation = 'none';
  for (const element of document.querySelectorAll('amp-iframe')) build(element);
};

if (document.readyState === 'loading') addEventListener('DOMContentLoaded', start);
else start();
