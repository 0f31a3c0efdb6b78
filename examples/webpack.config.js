// Nothing in it is for the package: most pages have such a rule, and the timeline's styles have to be left alone by it.
export default {
  module: { rules: [{ test: /\.css$/, use: ['style-loader', 'css-loader'] }] },
};
