package org.rempart.gateway.http.page;

/// A country in a list to choose from.
///
/// @param code ISO 3166-1 alpha-2
/// @param name in the language of the page
public record Country(String code, String name) {}
