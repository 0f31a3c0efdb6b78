<?php
/**
 * Takes back what the settings have stored; posts keep their blocks, which then show nothing.
 *
 * @package DevelopingStory
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

/**
 * For the site that WordPress has switched to.
 */
function developing_story_forget() {
	delete_option( 'developing_story_url' );
	delete_option( 'developing_story_integrity' );
}

if ( is_multisite() ) {
	foreach ( get_sites( array( 'fields' => 'ids', 'number' => 0 ) ) as $developing_story_site ) {
		switch_to_blog( $developing_story_site );
		developing_story_forget();
		restore_current_blog();
	}
} else {
	developing_story_forget();
}
