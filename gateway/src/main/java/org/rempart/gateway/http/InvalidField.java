package org.rempart.gateway.http;

/// What is wrong with one field, as an answer says it.
///
/// @param code for programs
/// @param message an English sentence or the shape that is wanted; quotes nothing of what was sent
public record InvalidField(String field, String code, String message) {}
