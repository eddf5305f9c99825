// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Instant.h"
#include "core/base/Problem.h"
#include "core/schema/Schema.h"
#include "core/schema/Vocabulary.h"

#include <memory>
#include <vector>

namespace tabletalk::ask {

/// What a person asks, with all that its meaning depends on: no clock is read
/// while translating, so the same question on the same data has the same answer.
struct Question
{
    QString text;
    std::vector<QString> history; ///< earlier questions of the conversation, oldest first
    QString hints;                ///< vocabulary that applies, in words; see core/ask/read/Hints.h
    Instant now;                  ///< for "last month"
    int rowLimit = 0;             ///< 0: no LIMIT beyond what the question asks for
    bool trace = false;           ///< whether every step is to be told
};

/// One query that may be what was meant.
struct Candidate
{
    QString sql;                      ///< one SELECT in the schema's dialect
    double confidence = 0;            ///< 0 to 1: how likely this is right
    QString explanation;              ///< what was understood, in words
    std::vector<QString> unusedWords; ///< content words of the question that play no part
    std::vector<QString> tables;      ///< tables it reads, "schema.name" or "name"
};

/// Asked back when the best candidates are too close to choose.
struct Clarification
{
    QString question;
    std::vector<QString> choices; ///< each a complete question that can be asked instead
};

struct Translation
{
    std::vector<Candidate> candidates; ///< best first, at least one
    std::optional<Clarification> askBack;
    /// What another translator made of the same question, best first: a candidate that finds the same
    /// rows as one of these is surer. See core/ask/Agreement.h.
    std::vector<Candidate> witnesses{};
    std::vector<QString> trace; ///< every step, where the question wants it: lines under headings
};

/// A database made ready for many questions: indexes over names, values and keys.
/// Immutable and shared between threads. Made once per Understanding.
class PreparedDatabase
{
public:
    virtual ~PreparedDatabase() = default;
};

/// Turns questions into ranked candidate queries. Implementations: the built-in
/// analyst; later, language models.
class Translator
{
public:
    virtual ~Translator() = default;
    /// vocabulary: of the organisation, or null. What the schema lacks of it is left out.
    virtual std::shared_ptr<const PreparedDatabase>
    prepare(std::shared_ptr<const Understanding> understanding,
            std::shared_ptr<const Vocabulary> vocabulary = nullptr) const = 0;

    /// Fails with NotUnderstood when nothing plausible is found, InvalidRequest for
    /// an empty question, TooLarge beyond maxQuestionLength.
    virtual Result<Translation> translate(const Question &question, const PreparedDatabase &database) const = 0;
};

inline constexpr qsizetype maxQuestionLength = 10'000; ///< UTF-16 units

/// The built-in analyst: no model, no network. See core/ask/Analyst.cpp for the pipeline.
std::unique_ptr<Translator> makeAnalyst();

} // namespace tabletalk::ask
