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
#include "core/ask/link/Linker.h"
#include "core/ask/plan/Planner.h"
#include "core/ask/rank/Choices.h"
#include "core/ask/rank/Shape.h"
#include "core/ask/read/Hints.h"
#include "core/ask/read/Lexicon.h"
#include "core/ask/read/QuestionReader.h"
#include "core/ask/say/Explanation.h"
#include "core/ask/understand/Interpreter.h"
#include "core/sql/QueryPrinter.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <queue>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

namespace {

constexpr int mostRuns = 80;
constexpr size_t mostCandidates = 10;
constexpr double unusedWordScore = -0.5;

QString translated(const char *text)
{
    return QCoreApplication::translate("Analyst", text);
}

class PreparedIndex final : public SchemaIndex
{
public:
    PreparedIndex(std::shared_ptr<const Understanding> understanding, std::shared_ptr<const Vocabulary> vocabulary)
        : SchemaIndex(understanding, vocabulary.get())
        , m_whole(std::move(understanding))
        , m_vocabulary(std::move(vocabulary))
        , m_graph(*this)
    {}

    const JoinGraph &graph() const { return m_graph; }

    /// The same database for a question that comes with words of its own; null when they say nothing.
    std::unique_ptr<const PreparedIndex> withHints(const QString &hints) const
    {
        const Vocabulary said = vocabularyFromHints(hints, m_whole->schema);
        if (said.isEmpty())
            return nullptr;
        const Vocabulary base = m_vocabulary ? *m_vocabulary : Vocabulary();
        return std::make_unique<const PreparedIndex>(m_whole, std::make_shared<const Vocabulary>(merged(base, said)));
    }

private:
    std::shared_ptr<const Understanding> m_whole; ///< with what the vocabulary hides
    std::shared_ptr<const Vocabulary> m_vocabulary;
    JoinGraph m_graph;
};

/// One meaning with its query, as found by one run.
struct Found
{
    Candidate candidate;
    double score = 0;
    std::map<std::string, double> traits;
};

/// Searches the meanings of one question.
class Search
{
public:
    Search(const Question &question, const PreparedIndex &index, const Weights &weights)
        : m_question(question)
        , m_index(index)
        , m_weights(weights)
        , m_words(splitQuotedNames(readQuestion(question.text), index))
        , m_links(m_words, index)
    {}

    std::vector<Found> run();
    const Words &words() const { return m_words; }
    /// Whether a meaning was given up because its figures would have been wrong.
    bool repeatedRows() const { return m_repeatedRows; }

private:
    std::optional<Found> follow(Choices &choices);
    std::vector<QString> unusedWords(const Meaning &meaning) const;

    const Question &m_question;
    const PreparedIndex &m_index;
    const Weights &m_weights;
    Words m_words;
    Links m_links;
    bool m_repeatedRows = false;
};

std::vector<QString> Search::unusedWords(const Meaning &meaning) const
{
    std::vector<QString> unused;
    for (const size_t word : meaning.unusedWords) {
        if (word < m_words.size())
            unused.push_back(m_words[word].text);
    }
    return unused;
}

std::optional<Found> Search::follow(Choices &choices)
{
    const Items items = segment(m_words, m_links, choices);
    const Meaning meaning = interpret(m_words, items, m_index, choices);
    std::optional<Plan> made = plan(meaning, m_words, m_index, m_index.graph(), choices);
    if (!made) {
        m_repeatedRows = m_repeatedRows || choices.traits().contains(repeatsRows);
        return {};
    }
    noteShape(items, meaning, *made, m_index, choices);
    if (m_question.rowLimit > 0 && (!made->select.limit || *made->select.limit > m_question.rowLimit))
        made->select.limit = m_question.rowLimit;

    Found found;
    found.candidate.unusedWords = unusedWords(meaning);
    const auto unused = double(found.candidate.unusedWords.size());
    choices.note("unused.word", unused, unused * unusedWordScore);
    found.candidate.sql = sql::print(made->select, m_index.schema().dialect);
    found.candidate.explanation = explain(meaning, m_index);
    for (const int table : made->tables) {
        const Table &t = m_index.table(table);
        found.candidate.tables.push_back(t.schema.isEmpty() ? t.name : QString(t.schema + u'.' + t.name));
    }
    found.score = choices.score();
    found.traits = choices.traits();
    return found;
}

std::vector<Found> Search::run()
{
    struct Open
    {
        double bound;
        int order; ///< equal bounds in the order they were found, so that answers repeat
        Choices::Path path;

        bool operator<(const Open &other) const
        {
            return bound != other.bound ? bound < other.bound : order > other.order;
        }
    };
    std::priority_queue<Open> open;
    open.push({0, 0, {}});
    std::vector<Found> found;
    QSet<QString> known;
    int order = 0;
    for (int runs = 0; runs < mostRuns && !open.empty(); ++runs) {
        Choices choices(m_weights, open.top().path);
        open.pop();
        std::optional<Found> one = follow(choices);
        for (Choices::Detour &detour : choices.detours())
            open.push({choices.score() - detour.cost, ++order, std::move(detour.path)});
        if (!one)
            continue;
        if (known.contains(one->candidate.sql)) {
            const auto same =
                std::ranges::find_if(found, [&](const Found &f) { return f.candidate.sql == one->candidate.sql; });
            if (same->score < one->score)
                *same = std::move(*one);
            continue;
        }
        known.insert(one->candidate.sql);
        found.push_back(std::move(*one));
    }
    std::ranges::stable_sort(found, std::greater{}, &Found::score);
    if (found.size() > mostCandidates)
        found.resize(mostCandidates);
    return found;
}

/// How likely a candidate is right: its share among the others, less for words it leaves unused.
void setConfidence(std::vector<Found> &found, size_t contentWords)
{
    double total = 0;
    for (const Found &f : found)
        total += std::exp(f.score - found.front().score);
    for (Found &f : found) {
        const double share = std::exp(f.score - found.front().score) / total;
        const double unused = contentWords == 0 ? 1 : double(f.candidate.unusedWords.size()) / double(contentWords);
        f.candidate.confidence = std::clamp((0.35 + 0.6 * share) * (1 - std::min(0.8, unused)), 0.0, 1.0);
    }
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
    const Weights m_weights = Weights::builtIn();
};

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

    Search search(question, *index, m_weights);
    std::vector<Found> found;
    if (!readsAsStatement(search.words()))
        found = search.run();
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

    const auto contentWords = std::ranges::count_if(
        search.words(), [](const Word &w) { return w.kind != Word::Kind::Sign && !isStopWord(w.lower); });
    setConfidence(found, size_t(contentWords));
    Translation translation;
    for (Found &f : found) {
        QString line = QString::number(f.score, 'f', 2) + u"  "_s + f.candidate.sql;
        for (const auto &[name, amount] : f.traits)
            line += u"  "_s + QString::fromStdString(name) + u'=' + QString::number(amount);
        translation.trace.push_back(std::move(line));
        translation.candidates.push_back(std::move(f.candidate));
    }
    return translation;
}

} // namespace

std::unique_ptr<Translator> makeAnalyst()
{
    return std::make_unique<Analyst>();
}

} // namespace tabletalk::ask
