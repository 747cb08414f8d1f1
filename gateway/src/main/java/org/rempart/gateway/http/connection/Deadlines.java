package org.rempart.gateway.http.connection;

import java.time.Duration;

/// How long each part of a connection may take. They are looked at every [Sweep#INTERVAL_MS], so
/// what is late is closed that much later at most.
///
/// @param handshake from the accept to the end of the TLS handshake, the PROXY preamble before it
///   and the settings of HTTP/2 behind it
/// @param firstLine from there to the first byte of a request
/// @param head from the first byte of a request to the end of its head
/// @param body from there to the end of its body
/// @param silence from an answer to the next request
/// @param answer how long there may be bytes that the client does not take, without a moment in
///   which there are none
public record Deadlines(
        Duration handshake,
        Duration firstLine,
        Duration head,
        Duration body,
        Duration silence,
        Duration answer) {
    /// Five seconds are three lost packets in a row (RFC 6298: 1 s, then twice that each time) and
    /// some round trips; browsers give up connections opened in advance after ten. What is kept for
    /// the next request is closed a little later than most clients drop it themselves (the JDK's
    /// and many a proxy's after 30 s): one that is closed in the moment it is used again looks like
    /// a failed request. A body is one packet or two. An answer is 30 KB at most behind what the
    /// kernel takes: 2 KB/s.
    public static final Deadlines USUAL =
            new Deadlines(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(35),
                    Duration.ofSeconds(15));
}
