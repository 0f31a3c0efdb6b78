<?php
// The constants of README.md's sample go before what is stored: php constants.php <folder of WordPress>.

$_SERVER['HTTP_HOST'] = '127.0.0.1';
$digest               = 'sha384-' . base64_encode( str_repeat( 'x', 48 ) );
preg_match( '/```php\n(define.+?)\n```/s', file_get_contents( dirname( __DIR__, 2 ) . '/integrations/wordpress/README.md' ), $sample );
eval( str_replace( 'sha384-…', $digest, $sample[1] ) );
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';

update_option( 'developing_story_url', 'https://other.example' );
wp_set_current_user( 1 );
do_action( 'admin_menu' );
ob_start();
do_settings_sections( 'developing-story' );
$fields = ob_get_clean();
// What WordPress does with a form that has no such field.
update_option( 'developing_story_url', null );

foreach ( array(
	'the address is that of the constant'          => 'https://cdn.example/developing-story/0.1.0/embed.html' === developing_story_file( 'embed.html' ),
	'the digest is that of the constant'           => developing_story_integrity() === $digest,
	'the fields show them, and cannot be sent'     => 2 === substr_count( $fields, 'Set in wp-config.php (DEVELOPING_STORY_' ) && false === strpos( $fields, ' name="' )
		&& false !== strpos( $fields, "value=\"$digest\"" ),
	'what is stored stays, and nobody is troubled' => 'https://other.example' === get_option( 'developing_story_url' ) && array() === get_settings_errors(),
) as $sentence => $is_true ) {
	if ( ! $is_true ) {
		fwrite( STDERR, "  constants: it is not true that $sentence\n" );
		exit( 1 );
	}
}
