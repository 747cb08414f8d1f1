package org.rempart.loadtests.rehearsal;

/// What a rehearsal needs of where it is played that not every deployment has.
enum Need {
    /// Gateways, or a database, that may be killed, or that are started another way than usual.
    OWN_GATEWAYS("it needs gateways of its own, to be killed or started another way"),
    /// Commands that take the database away and bring it back.
    DATABASE_COMMANDS(
            "nothing was said that takes its database away and brings it back: see outage.down and outage.up"),
    /// Gateways that believe the generator about whom it speaks for.
    FORWARDED_SOURCES("its clients are told apart by X-Forwarded-For only: see sources.forwarded");

    private final String why;

    Need(String why) {
        this.why = why;
    }

    /// Why a rehearsal is not played where this is missing, as a sentence.
    String why() {
        return why;
    }
}
