vcl 4.1;

import std;

# The bench puts in where its origin is and which feed it polls; everything else is as a newsroom would have it.
backend origin {
    .host = "127.0.0.1";
    .port = "{port}";
    .first_byte_timeout = 5s;
    .between_bytes_timeout = 5s;
    # After one bad answer the origin counts as down, until two good ones: what is held is handed out meanwhile,
    # which hurts nobody for two seconds. Until the probe notices, every old copy that goes out brings a request,
    # one after the other.
    .probe = {
        .request = "HEAD {path} HTTP/1.1" "Host: 127.0.0.1" "Connection: close";
        .interval = 1s;
        .timeout = 1s;
        .window = 2;
        .threshold = 2;
        .initial = 2;
    }
}

sub vcl_recv {
    # A feed has no parameters and knows no reader. Whoever adds either must not get past the cache.
    set req.url = regsub(req.url, "\?.*$", "");
    unset req.http.Cookie;
    unset req.http.Authorization;
    # stale-while-revalidate=10: one request fetches, the others get the last copy meanwhile.
    if (std.healthy(req.backend_hint)) {
        set req.grace = 10s;
    }
}

sub vcl_backend_response {
    if (beresp.status >= 500) {
        # Behind an old copy, an error is dropped and the old copy stays.
        if (bereq.is_bgfetch) {
            return (abandon);
        }
        # Where there is none, one reader a second asks for all: an error is held for that long.
        set beresp.ttl = 1s;
        set beresp.grace = 0s;
        return (deliver);
    }
    # stale-if-error=86400: for as long an old copy is better than none. Max-age stays the origin's.
    set beresp.grace = 1d;
}

sub vcl_backend_error {
    if (bereq.is_bgfetch) {
        return (abandon);
    }
    set beresp.ttl = 1s;
    set beresp.grace = 0s;
}
