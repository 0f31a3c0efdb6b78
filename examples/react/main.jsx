/** @jsxImportSource react */
import 'developing-story';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';

const Page = () => {
  const [count, setCount] = useState(0);
  return (
    <>
      <h1>Topmødet i Hanoi</h1>
      <developing-story src="../feed.json" time-zone="scene" onstory-ready={({ detail }) => setCount(detail.entries)}>
        <a href="https://news.example/hanoi">Følg dækningen på news.example</a>
      </developing-story>
      <p><output>{count}</output> opdateringer</p>
    </>
  );
};

createRoot(document.querySelector('#app')).render(<Page />);
