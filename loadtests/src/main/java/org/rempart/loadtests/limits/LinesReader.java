package org.rempart.loadtests.limits;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the one shape of YAML that limits have: keys with values, and sections of such. It goes by
/// the parser's events: they know their lines, and no depth of nesting costs a stack.
final class LinesReader {
    private final String file;
    private final Iterator<Event> events;
    private final List<Line> lines = new ArrayList<>();
    private final Set<List<String>> seen = new HashSet<>();

    private LinesReader(String file, Iterator<Event> events) {
        this.file = file;
        this.events = events;
    }

    /// @param file what it is called in a sentence
    /// @throws IllegalArgumentException with a sentence that names the line
    static List<Line> read(String file, String text) {
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(file).build();
            LinesReader reader =
                    new LinesReader(file, new Parse(settings).parseString(text).iterator());
            reader.document();
            return List.copyOf(reader.lines);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            throw Line.wrong(file, line, "no YAML: " + Line.shown(e.getProblem()));
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(
                    file + " is no YAML: " + Line.shown(String.valueOf(e.getMessage())));
        }
    }

    private void document() {
        events.next(); // the stream begins
        if (events.next().getEventId() == Event.ID.StreamEnd) {
            return; // nothing but comments
        }
        Event root = events.next();
        if (root.getEventId() == Event.ID.MappingStart) {
            mapping("");
        } else if (!(root instanceof ScalarEvent scalar) || !empty(scalar)) {
            throw wrong(root, "limits are keys with values");
        }
        events.next(); // the document ends
        Event end = events.next();
        if (end.getEventId() != Event.ID.StreamEnd) {
            throw wrong(end, "one document is enough");
        }
    }

    /// Goes on to the end of a mapping that has begun.
    private void mapping(String section) {
        for (Event event = events.next();
                event.getEventId() != Event.ID.MappingEnd;
                event = events.next()) {
            String key = key(event);
            if (!seen.add(List.of(section, key))) {
                throw wrong(event, Line.shown(key) + " stands there twice");
            }
            value(section, key, events.next(), number(event));
        }
    }

    private String key(Event event) {
        if (event instanceof ScalarEvent scalar && !scalar.getValue().isEmpty()) {
            return scalar.getValue();
        }
        throw wrong(event, "a key has to be a word");
    }

    private void value(String section, String key, Event event, int number) {
        if (event.getEventId() == Event.ID.MappingStart && section.isEmpty()) {
            lines.add(new Line(key, "", "", true, number));
            mapping(key);
        } else if (event instanceof ScalarEvent scalar && section.isEmpty() && empty(scalar)) {
            lines.add(new Line(key, "", "", true, number));
        } else if (event instanceof ScalarEvent scalar) {
            boolean plain = scalar.isPlain() && scalar.getTag().isEmpty();
            lines.add(new Line(section, key, scalar.getValue(), plain, number));
        } else {
            throw wrong(event, Line.shown(key) + " has to be one value");
        }
    }

    private static boolean empty(ScalarEvent scalar) {
        return scalar.isPlain() && scalar.getValue().isEmpty();
    }

    private IllegalArgumentException wrong(Event event, String why) {
        return Line.wrong(file, number(event), why);
    }

    private static int number(Event event) {
        Optional<Mark> start = event.getStartMark();
        return start.map(Mark::getLine).orElse(0) + 1;
    }
}
