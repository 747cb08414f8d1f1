package org.rempart.gateway.http.page;

import java.util.Map;

/// What an answer with a page says about it besides its text.
public final class PageHeaders {
    /// Everything a page needs comes from this gateway, in files of its own.
    public static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self';"
                    + " connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    /// For every page. `same-origin` and not `no-referrer`, under which a form that is posted
    /// without a script would have the origin `null`.
    public static final Map<String, String> ALL =
            Map.of(
                    "Content-Type", "text/html; charset=utf-8",
                    "Content-Security-Policy", CONTENT_SECURITY_POLICY,
                    "Referrer-Policy", "same-origin",
                    "X-Content-Type-Options", "nosniff",
                    "Cross-Origin-Opener-Policy", "same-origin",
                    "Cross-Origin-Resource-Policy", "same-origin",
                    "Permissions-Policy",
                            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
                    "Vary", "Accept-Language");

    private PageHeaders() {}
}
