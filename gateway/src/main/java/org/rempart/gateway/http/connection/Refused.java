package org.rempart.gateway.http.connection;

/// Why a connection is not taken.
enum Refused {
    /// Its source holds its share of those still free.
    SOURCE("source"),
    /// A wider prefix of its source does.
    PREFIX("prefix"),
    /// Its source, or a wider prefix, has opened more in a short time than its budget has.
    BUDGET("budget"),
    /// There are as many as there may be.
    ALL("all"),
    /// It does not begin with a preamble of the PROXY protocol as it should.
    PREAMBLE("preamble");

    final String label;

    Refused(String label) {
        this.label = label;
    }
}
