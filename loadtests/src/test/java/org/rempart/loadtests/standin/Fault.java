package org.rempart.loadtests.standin;

/// What is wrong with a stand-in.
public enum Fault {
    /// Nothing.
    NONE,
    /// Acknowledges one signature in ten and drops it.
    DROPS_ONE_IN_TEN,
    /// Acknowledges the ten thousandth signature and drops it.
    DROPS_ONE_IN_TEN_THOUSAND,
    /// Answers one signature in ten with 202 and forgets it.
    ACCEPTS_AND_FORGETS,
    /// Answers one signature in ten with 503 and writes its row all the same.
    REFUSES_AND_TAKES,
    /// Adds one signature to the count twice, in one row.
    COUNTS_ONE_TWICE,
    /// Writes the row of one signature twice.
    WRITES_ONE_TWICE,
    /// Writes a row that nobody was promised.
    INVENTS_A_ROW,
    /// Gives one receipt to two people, and writes the first one's row only.
    SHARES_A_RECEIPT,
    /// Publishes a breakdown by country that does not add up.
    LOSES_A_COUNTRY,
    /// Publishes a count that is fifty too high as long as people sign.
    RUNS_AHEAD,
    /// Publishes now and then what the count was three signatures before.
    FALLS_BACK,
    /// Tells its event stream another count than it lets read at the same moment.
    STREAMS_ANOTHER_COUNT,
    /// Tells its event stream of no signature.
    STREAM_STAYS_BEHIND,
    /// Takes spent work for another person.
    ACCEPTS_REPLAYS,
    /// Looks whether work is spent, and writes that it is a while later.
    ACCEPTS_RACES,
    /// Does not look at the signature of a challenge.
    ACCEPTS_FORGED_WORK,
    /// Does not look at the number.
    ACCEPTS_UNSOLVED_WORK,
    /// Does not look at the clock.
    ACCEPTS_EXPIRED_WORK,
    /// Asks for no work at all.
    ACCEPTS_MISSING_WORK,
    /// Answers a retry with a receipt of its own.
    FORGETS_RECEIPTS,
    /// Takes a retry for a replay.
    REFUSES_RETRIES,
    /// Takes one signature in ten without counting it.
    HOLDS_ONE_IN_TEN,
    /// Answers a tenth of a second late when more than 500 requests come in a second.
    SLOWS_DOWN,
    /// Answers two seconds late when more than a hundred requests come in a second.
    JAMS,
    /// Ends the connection of whoever asks it for rows.
    HANGS_UP_ON_OPERATORS,
    /// Turns every fifth signer away for good.
    TURNS_PEOPLE_AWAY,
    /// Keeps something of every request.
    GROWS,
    /// Knows no rehearsals.
    CONSENTS_NOT,
    /// Signs its consent with another token.
    CONSENTS_UNDER_ANOTHER_TOKEN,
    /// Consents until a minute ago.
    CONSENTED_UNTIL_A_MINUTE_AGO,
    /// Consents to less than is needed.
    CONSENTS_TO_LESS,
    /// Answers the question for consent with a redirect to a gateway that consents.
    SENDS_ELSEWHERE
}
