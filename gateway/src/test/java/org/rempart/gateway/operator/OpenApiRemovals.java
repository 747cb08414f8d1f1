package org.rempart.gateway.operator;

/// What an operator may ask about the removal of a petition.
final class OpenApiRemovals {
    private static final String PETITIONS = "/operator/petitions";
    private static final String OF_A_REHEARSAL = PETITIONS + "/rehearsal-0123abcd";

    private OpenApiRemovals() {}

    static void onAnOrdinaryDay(OpenApiRecorder recorder) {
        petition(recorder);
        remove(recorder);
        remove(recorder); // there is none any more
        recorder.operate("DELETE", PETITIONS + "/demo");
        recorder.asStranger("DELETE", OF_A_REHEARSAL);
    }

    static void petition(OpenApiRecorder recorder) {
        recorder.operate(
                "POST", PETITIONS, "{\"slug\":\"rehearsal-0123abcd\",\"action\":\"Rehearse\"}");
    }

    static void remove(OpenApiRecorder recorder) {
        recorder.operate("DELETE", OF_A_REHEARSAL);
    }
}
