package org.rempart.loadtests.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.loadtests.limits.Limit;
import org.rempart.loadtests.limits.LimitsFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class LimitsTest {
    @Test
    void whatFallsToOneOfSeveralMachinesIsHeldToTheFileInEverythingElse(@TempDir Path folder)
            throws IOException {
        Path mine = folder.resolve("mine.yaml");
        Files.writeString(mine, "defaults: {offered: 900}\nslow: {life-s: 9}");

        Limits whole = Limits.of(LimitsFile.read(mine), "slow");
        Limits share = whole.shared(3);

        assertThat(share.offered()).isEqualTo(300);
        assertThat(share.of(Limit.LIFE_S)).isEqualTo(9);
        assertThat(whole.shared(1)).isEqualTo(whole);
    }
}
