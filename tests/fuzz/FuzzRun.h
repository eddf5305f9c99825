// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/Translator.h"
#include "server/connections/TargetDatabase.h"
#include "tests/fuzz/Draw.h"

namespace tabletalk::test {

/// What an answer must keep to.
struct FuzzBounds
{
    int questions = 100;
    double milliseconds = 1000; ///< of the processor, for one question
    size_t candidates = 3;      ///< that are run
};

/// What came of many questions to one database.
struct FuzzFigures
{
    int asked = 0;
    int answered = 0;
    int ran = 0;
    double slowest = 0; ///< in milliseconds
    QString slowestQuestion;
    QStringList findings; ///< what must not be: "problem: question"

    FuzzFigures &operator+=(const FuzzFigures &other);
};

/// Reads a database and asks it what FuzzQuestions invents. Each answer is a problem that says that the question was
/// not understood, or queries that pass the guard and that the database runs.
FuzzFigures fuzzDatabase(TargetDatabase &database, Draw &draw, const FuzzBounds &bounds);

/// An invented SQLite database of a seed: made, read and asked.
FuzzFigures fuzzSqlite(quint64 seed, const FuzzBounds &bounds);

} // namespace tabletalk::test
