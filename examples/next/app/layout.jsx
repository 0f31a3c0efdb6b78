export const metadata = { title: 'developing-story: Next', icons: 'data:,' };

const Layout = ({ children }) => (
  <html lang="da">
    <body>{children}</body>
  </html>
);

export default Layout;
