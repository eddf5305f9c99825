// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/evaluation/Evaluation.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <thread>

namespace tabletalk::evaluation {

using namespace Qt::StringLiterals;

namespace {

constexpr unsigned mostThreads = 16;

/// The questions of one database, by their places among all.
struct Group
{
    QString databaseId;
    std::vector<size_t> places;
};

/// The largest first, so that no thread begins a long one at the end.
std::vector<Group> groupsOf(const std::vector<GoldQuestion> &questions)
{
    std::map<QString, std::vector<size_t>> places;
    for (size_t i = 0; i < questions.size(); ++i)
        places[questions[i].databaseId].push_back(i);
    std::vector<Group> groups;
    for (auto &[databaseId, of] : places)
        groups.push_back({databaseId, std::move(of)});
    std::ranges::stable_sort(groups, std::greater{}, [](const Group &group) { return group.places.size(); });
    return groups;
}

/// One evaluation on its way; its threads take the groups one after the other.
class Run
{
public:
    Run(const EvaluationTask &task, const ask::Translator &translator)
        : m_task(task)
        , m_translator(translator)
        , m_groups(groupsOf(task.questions))
        , m_outcomes(task.questions.size())
    {}

    Result<std::vector<Outcome>> finish()
    {
        {
            const size_t count = std::min<size_t>(std::clamp(std::thread::hardware_concurrency(), 1U, mostThreads),
                                                  std::max<size_t>(m_groups.size(), 1));
            std::vector<std::jthread> threads;
            for (size_t i = 0; i < count; ++i)
                threads.emplace_back([this] { work(); });
        }
        if (m_problem)
            return std::unexpected(*std::move(m_problem));
        return std::move(m_outcomes);
    }

private:
    void work()
    {
        try {
            while (!m_stopped) {
                const size_t next = m_next++;
                if (next >= m_groups.size())
                    return;
                if (const Result<void> done = evaluateGroup(m_groups[next]); !done)
                    return stop(done.error());
            }
        } catch (const Problem &problem) {
            stop(problem);
        } catch (const std::exception &exception) {
            stop(Problem::of(ProblemCode::Internal, QString::fromUtf8(exception.what())));
        }
    }

    Result<void> evaluateGroup(const Group &group)
    {
        const QString path = QDir(m_task.databaseFolder).filePath(group.databaseId + u".sqlite"_s);
        const auto database = DatabaseEvaluation::open(path, m_translator);
        if (!database) {
            Problem problem = database.error();
            problem.detail = QString(path + u": "_s + problem.detail);
            return std::unexpected(std::move(problem));
        }
        for (const size_t place : group.places) {
            if (m_stopped)
                break;
            m_outcomes[place] = (*database)->ask(m_task.questions[place], m_task.now, m_task.ranks);
            tell();
        }
        return {};
    }

    void tell()
    {
        const std::scoped_lock lock(m_mutex);
        ++m_done;
        if (m_task.progress)
            m_task.progress(m_done, m_outcomes.size());
    }

    void stop(const Problem &problem)
    {
        const std::scoped_lock lock(m_mutex);
        m_stopped = true;
        if (!m_problem)
            m_problem = problem;
    }

    const EvaluationTask &m_task;
    const ask::Translator &m_translator;
    const std::vector<Group> m_groups;
    std::vector<Outcome> m_outcomes; ///< each written by one thread
    std::atomic<size_t> m_next = 0;
    std::atomic<bool> m_stopped = false;
    std::mutex m_mutex;
    size_t m_done = 0;
    std::optional<Problem> m_problem;
};

std::uint64_t drawOf(const GoldQuestion &question, quint64 seed)
{
    std::uint64_t draw = spread(seed + 1);
    for (const QString &part : {question.databaseId, question.id, question.text}) {
        for (const QChar c : part)
            draw = spread(draw ^ c.unicode());
    }
    return draw;
}

} // namespace

Result<std::vector<Outcome>> evaluate(const EvaluationTask &task, const ask::Translator &translator)
{
    for (const GoldQuestion &question : task.questions) {
        if (question.databaseId.contains(u'/') || question.databaseId.contains(u'\\'))
            return std::unexpected(
                Problem::invalid(u"db_id"_s, QCoreApplication::translate("Evaluation", "must be a name, not a path")));
    }
    return Run(task, translator).finish();
}

std::vector<GoldQuestion> sampleOf(std::vector<GoldQuestion> questions, size_t count, quint64 seed)
{
    if (count >= questions.size())
        return questions;
    std::vector<std::pair<std::uint64_t, size_t>> draws;
    for (size_t i = 0; i < questions.size(); ++i)
        draws.emplace_back(drawOf(questions[i], seed), i);
    std::ranges::sort(draws);
    draws.resize(count);
    std::ranges::sort(draws, {}, &std::pair<std::uint64_t, size_t>::second);
    std::vector<GoldQuestion> sample;
    for (const auto &[draw, place] : draws)
        sample.push_back(std::move(questions[place]));
    return sample;
}

} // namespace tabletalk::evaluation
