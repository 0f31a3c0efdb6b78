<?php
// Installs WordPress where it lies, with an administrator and a contributor, and activates the plugin.

$_SERVER['HTTP_HOST'] = '127.0.0.1';
define( 'WP_INSTALLING', true );
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';

// There is no mail on this machine.
add_filter( 'pre_wp_mail', '__return_true' );
wp_install( 'News', 'admin', 'admin@news.example', true, '', 'password' );
wp_create_user( 'contributor', 'password', 'contributor@news.example' );
( new WP_User( 0, 'contributor' ) )->set_role( 'contributor' );
// Portraits come from elsewhere.
update_option( 'show_avatars', 0 );
// The editor greets everyone once; that is not what is tested.
update_user_meta( 1, 'wp_persisted_preferences', array(
	'core/edit-post' => array( 'welcomeGuide' => false, 'fullscreenMode' => false ),
	'_modified'      => '2019-02-28T07:12:00.000Z',
) );

$problem = activate_plugin( 'developing-story/developing-story.php' );
if ( is_wp_error( $problem ) ) {
	fwrite( STDERR, $problem->get_error_message() . "\n" );
	exit( 1 );
}
