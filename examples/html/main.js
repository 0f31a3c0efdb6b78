import 'developing-story';

const count = document.querySelector('output');
document.querySelector('developing-story').addEventListener('story-ready', ({ detail }) => {
  count.textContent = detail.entries;
});
