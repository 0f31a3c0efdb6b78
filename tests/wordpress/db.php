<?php
// WordPress loads this in place of MySQL's driver.
define( 'DB_ENGINE', 'sqlite' );
define( 'DATABASE_TYPE', 'sqlite' );
require_once __DIR__ . '/sqlite-database-integration-main/wp-includes/sqlite/db.php';
