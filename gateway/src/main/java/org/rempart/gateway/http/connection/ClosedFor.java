package org.rempart.gateway.http.connection;

/// Why a connection that was taken is closed by the gateway.
enum ClosedFor {
    /// Neither the PROXY preamble nor the TLS handshake came to its end in time.
    HANDSHAKE("handshake"),
    /// No request began.
    FIRST_LINE("first_line"),
    /// The head of a request did not come to its end.
    HEAD("head"),
    /// A body did not.
    BODY("body"),
    /// No other request came.
    SILENCE("silence"),
    /// The client does not read its answers.
    ANSWER("answer"),
    /// More frames of HTTP/2 that ask for nothing than any client needs.
    FRAMES("frames"),
    /// More bytes came than were asked for.
    FLOOD("flood");

    final String label;

    ClosedFor(String label) {
        this.label = label;
    }
}
