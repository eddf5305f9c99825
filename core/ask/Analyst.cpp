// SPDX-License-Identifier: GPL-3.0-or-later
//
// The built-in analyst: from a question to queries without a model. The steps, each in a
// folder of its own and each a pure function over values:
//   read        the question's words, numbers, quotations, and what function words ask for
//   link        which words may name which table, column or stored value
//   understand  one meaning for each way of settling what the sentence leaves open
//   plan        the joins and the grain, as an SQL tree
//   rank        scores of the decisions, and the search over them
//   say         what was understood, in words
// The search (rank/Choices.h) runs understand and plan again and again with other answers
// at their open points, best first, so neither of them knows that there are alternatives.
#include "core/ask/Search.h"
#include "core/ask/rank/Ranker.h"
#include "core/ask/read/QuestionReader.h"
#include "core/ask/say/AskBack.h"
#include "core/ask/say/Explanation.h"
#include "core/ask/say/Trace.h"

#include <QCoreApplication>

#include <algorithm>
#include <ranges>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

namespace {

constexpr size_t mostCandidates = 10;
constexpr double confidenceOfApproved = 0.97;
constexpr size_t mostEarlier = 6; ///< questions of the conversation that are looked at

QString translated(const char *text)
{
    return QCoreApplication::translate("Analyst", text);
}

QString explanationOf(const Found &found, const Words &words, const SchemaIndex &index)
{
    QStringList sentences;
    if (found.continues)
        sentences << translated("This goes on with the question before.");
    sentences << explain(found.meaning, index);
    if (const QString joins = explainJoins(found.plan, index); !joins.isEmpty())
        sentences << joins;
    sentences << explainWords(found.meaning, found.items, words, index);
    return sentences.join(u' ');
}

Candidate candidateFrom(const Found &found, const Words &words, const SchemaIndex &index)
{
    Candidate candidate;
    candidate.sql = found.sql;
    candidate.confidence = found.confidence;
    candidate.explanation = explanationOf(found, words, index);
    for (const size_t word : found.meaning.unusedWords) {
        if (word < words.size())
            candidate.unusedWords.push_back(words[word].text);
    }
    for (const int table : found.plan.tables) {
        const Table &t = index.table(table);
        candidate.tables.push_back(t.schema.isEmpty() ? t.name : QString(t.schema + u'.' + t.name));
    }
    return candidate;
}

/// Statements are not questions: what would change data is not taken for a wish to see some.
bool readsAsStatement(const Words &words)
{
    if (words.size() < 2)
        return false;
    static constexpr std::pair<QStringView, QStringView> openings[] = {
        {u"drop", u"table"},      {u"drop", u"database"}, {u"drop", u"view"},   {u"drop", u"index"},
        {u"delete", u"from"},     {u"insert", u"into"},   {u"alter", u"table"}, {u"truncate", u"table"},
        {u"create", u"table"},    {u"create", u"index"},  {u"grant", u"all"},   {u"pragma", u""},
        {u"attach", u"database"}, {u"vacuum", u""}};
    for (const auto &[first, second] : openings) {
        if (words[0].is(first) && (second.isEmpty() || words[1].is(second)))
            return true;
    }
    return words[0].is(u"update") && std::ranges::any_of(words, [](const Word &w) { return w.is(u"set"); });
}

/// Of a question whose answer a person confirmed.
Translation approvedAnswer(const QString &sql)
{
    Translation translation;
    Candidate candidate;
    candidate.sql = sql;
    candidate.confidence = confidenceOfApproved;
    candidate.explanation = translated("This very question was asked before, and its answer was approved.");
    translation.candidates.push_back(std::move(candidate));
    return translation;
}

class Analyst final : public Translator
{
public:
    std::shared_ptr<const PreparedDatabase> prepare(std::shared_ptr<const Understanding> understanding,
                                                    std::shared_ptr<const Vocabulary> vocabulary) const override
    {
        return std::make_shared<const PreparedIndex>(std::move(understanding), std::move(vocabulary));
    }

    Result<Translation> translate(const Question &question, const PreparedDatabase &database) const override;

private:
    std::optional<Earlier> earlierOf(const Question &question, const PreparedIndex &index) const;
    std::vector<Found> ranked(const Search &search, std::vector<Found> found, const PreparedIndex &index) const;

    const Weights m_weights = Weights::builtIn();
    const Ranker m_ranker = Ranker::builtIn();
};

/// The best by the ranking. Whether the question goes on with the conversation is for the
/// search to say: the ranking knows nothing of earlier questions.
std::vector<Found> Analyst::ranked(const Search &search, std::vector<Found> found, const PreparedIndex &index) const
{
    std::vector<Found> best;
    if (found.empty())
        return best;
    std::vector<QString> queries;
    queries.reserve(found.size());
    for (const Found &f : found)
        queries.push_back(f.continues ? QString() : f.sql);
    const std::vector<double> bonuses = index.examples().bonuses(search.words(), queries);
    std::vector<Ranked> order = m_ranker.rank(found, search.words(), index, bonuses);
    const bool continues = found.front().continues;
    const auto others = std::ranges::stable_partition(
        order, [&](const Ranked &r) { return found[r.candidate].continues == continues; });
    // The best of the other kind is offered all the same.
    if (!others.empty() && others.begin() - order.begin() >= qsizetype(mostCandidates))
        std::rotate(order.begin() + qsizetype(mostCandidates) - 1, others.begin(), others.begin() + 1);
    for (const Ranked &r : order | std::views::take(mostCandidates)) {
        best.push_back(std::move(found[r.candidate]));
        best.back().ranking = r.score;
        best.back().confidence = r.confidence;
    }
    return best;
}

/// Whether a question may go on with the ones before it.
bool mayContinue(const QString &text, const PreparedIndex &index)
{
    const Words words = readQuestion(text.left(maxQuestionLength));
    return readTurn(words, Links(words, index)).continues();
}

/// What the questions before this one were taken for. Each is understood again as it was when
/// it was asked, from the last one on that stood alone.
std::optional<Earlier> Analyst::earlierOf(const Question &question, const PreparedIndex &index) const
{
    if (question.history.empty() || !mayContinue(question.text, index))
        return {};
    const size_t least = question.history.size() > mostEarlier ? question.history.size() - mostEarlier : 0;
    size_t first = question.history.size() - 1;
    while (first > least && mayContinue(question.history[first], index))
        --first;
    std::optional<Earlier> earlier;
    for (size_t i = first; i < question.history.size(); ++i) {
        Question asked = question;
        asked.text = question.history[i].left(maxQuestionLength);
        Search search(asked, index, m_weights, earlier ? &*earlier : nullptr);
        if (readsAsStatement(search.words()))
            continue;
        std::vector<Found> found = ranked(search, search.run(), index);
        if (found.empty())
            continue;
        Found &best = found.front();
        Words words = best.continues ? std::move(earlier->words) : Words();
        words.insert(words.end(), search.words().begin(), search.words().end());
        earlier = Earlier{std::move(best.meaning), std::move(words), std::move(best.asked)};
    }
    return earlier;
}

Result<Translation> Analyst::translate(const Question &question, const PreparedDatabase &database) const
{
    if (question.text.size() > maxQuestionLength)
        return failure(ProblemCode::TooLarge,
                       translated("The question is longer than %1 characters.").arg(maxQuestionLength),
                       translated("Ask for one thing at a time."));
    if (question.text.trimmed().isEmpty())
        return std::unexpected(Problem::invalid(u"question"_s, translated("must not be empty")));
    const auto *index = dynamic_cast<const PreparedIndex *>(&database);
    if (index == nullptr)
        return failure(ProblemCode::Internal, translated("The database was prepared by another translator."));
    if (index->tableCount() == 0)
        return failure(ProblemCode::NotUnderstood, translated("The database has no tables to ask about."));

    std::unique_ptr<const PreparedIndex> hinted;
    if (!question.hints.isEmpty())
        hinted = index->withHints(question.hints);
    if (hinted)
        index = hinted.get();

    const std::optional<Earlier> earlier = earlierOf(question, *index);
    Search search(question, *index, m_weights, earlier ? &*earlier : nullptr);
    std::vector<Found> found;
    if (!readsAsStatement(search.words()))
        found = search.run();
    const std::optional<QString> approved =
        question.history.empty() ? index->examples().approvedQuery(search.words()) : std::nullopt;
    if (found.empty() && approved)
        return approvedAnswer(*approved);
    if (found.empty() && search.repeatedRows())
        return failure(
            ProblemCode::NotUnderstood,
            translated("The figure would count the same rows several times: what it is to be grouped by, or the "
                       "other figure, has many rows for each of them."),
            translated("Ask for one figure at a time, or group it by something that each of its rows has one of."));
    if (found.empty())
        return failure(ProblemCode::NotUnderstood,
                       translated("No table, column or value of this database could be recognised in the question."),
                       translated("Name what you want to see, for example a table and one of its columns."));

    const std::vector<Found> best = ranked(search, std::move(found), *index);
    Translation translation;
    for (const Found &f : best)
        translation.candidates.push_back(candidateFrom(f, search.words(), *index));
    if (question.trace)
        translation.trace = traceOf(search, best, *index, m_weights);
    if (approved && !index->examples().isBuiltAlike(*approved, best.front().sql)) {
        Translation known = approvedAnswer(*approved);
        translation.candidates.insert(translation.candidates.begin(), std::move(known.candidates.front()));
        return translation;
    }
    translation.askBack = askBack(best, *index, [&](const QString &choice) {
        Question instead = question;
        instead.text = choice;
        Search again(instead, *index, m_weights);
        const std::vector<Found> answers = ranked(again, again.run(), *index);
        return answers.empty() ? QString() : answers.front().sql;
    });
    return translation;
}

} // namespace

std::unique_ptr<Translator> makeAnalyst()
{
    return std::make_unique<Analyst>();
}

} // namespace tabletalk::ask
