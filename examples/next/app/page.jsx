import { Count } from './count';

const Page = () => (
  <>
    <h1>Topmødet i Hanoi</h1>
    <developing-story src="../feed.json" time-zone="scene">
      <p>Topmødet sluttede den 28. februar 2019 uden en aftale.</p>
      <a href="https://news.example/hanoi">Følg dækningen på news.example</a>
    </developing-story>
    <p><Count /> opdateringer</p>
  </>
);

export default Page;
