'use client';

import 'developing-story';
import { useEffect, useState } from 'react';

export const Count = () => {
  const [count, setCount] = useState(0);
  useEffect(() => {
    const hear = ({ detail }) => setCount(detail.entries);
    addEventListener('story-ready', hear);
    return () => removeEventListener('story-ready', hear);
  }, []);
  return <output>{count}</output>;
};
