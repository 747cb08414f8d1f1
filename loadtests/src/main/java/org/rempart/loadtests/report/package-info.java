/// What a rehearsal leaves for its readers: a page for people, text for a terminal, JUnit XML for
/// pipelines, JSON for programs.
///
/// It knows verdicts and nothing else: it judges nothing, opens no connection, and writes only to
/// the folder it is given.
@NullMarked
package org.rempart.loadtests.report;

import org.jspecify.annotations.NullMarked;
