package org.rempart.loadtests.report;

/// A way to another file of the same run.
///
/// @param href relative to the page, percent-encoded
/// @param text what is there
record Link(String href, String text) {}
