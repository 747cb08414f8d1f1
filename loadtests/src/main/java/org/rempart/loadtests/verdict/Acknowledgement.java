package org.rempart.loadtests.verdict;

/// A gateway's word that it took a signature.
///
/// @param signature number of the signature within the run; retries of one signature share it
/// @param receipt the opaque receipt
/// @param country ISO 3166-1 alpha-2, as posted
/// @param status 201 or 202
public record Acknowledgement(long signature, String receipt, String country, int status) {}
