package org.rempart.gateway.source;

/// An autonomous system (RFC 4271 section 1): the addresses that one operator answers for.
///
/// @param number 1 to 4,294,967,295
/// @param owner as the database has it; empty when it does not say
public record Network(long number, String owner) {}
