<?php
/**
 * What editor.js uses of WordPress, by hand, since nothing is built.
 *
 * @package DevelopingStory
 */

return array(
	'dependencies' => array(
		'wp-a11y',
		'wp-block-editor',
		'wp-blocks',
		'wp-components',
		'wp-element',
		'wp-i18n',
	),
	'version'      => '0.1.0',
);
