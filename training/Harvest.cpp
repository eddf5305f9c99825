// SPDX-License-Identifier: GPL-3.0-or-later
#include "training/Harvest.h"

#include "core/ask/Search.h"
#include "core/ask/rank/CandidateFeatures.h"
#include "core/connect/ConnectionUrl.h"
#include "server/connections/ConnectionPolicy.h"
#include "server/connections/TargetFactory.h"
#include "server/evaluation/GoldResults.h"
#include "server/onboarding/Onboarder.h"
#include "training/LabelCache.h"
#include "training/ShortQuestions.h"

#include <algorithm>
#include <atomic>
#include <iostream>
#include <map>
#include <numeric>
#include <thread>

namespace tabletalk::training {

namespace {

constexpr StatementLimits candidateLimits{
    .maxRows = 100'000, .maxBytes = 64LL * 1024 * 1024, .timeLimit = std::chrono::milliseconds(300)};

/// The questions of one database.
using Group = std::vector<const evaluation::GoldQuestion *>;

/// Works through databases, one after the other, on a thread of its own.
class Harvester
{
public:
    Harvester(const HarvestTask &task, LabelCache &labels, Harvest &into, std::mutex &mutex)
        : m_task(task)
        , m_labels(labels)
        , m_into(into)
        , m_mutex(mutex)
    {}

    void database(const Group &group);

private:
    void question(const evaluation::GoldQuestion &gold, const ask::PreparedIndex &index, TargetDatabase &target,
                  evaluation::GoldResults &golds);
    std::vector<bool> rightOnes(const evaluation::GoldQuestion &gold, const std::vector<ask::Found> &found,
                                TargetDatabase &target,
                                const std::vector<std::shared_ptr<const evaluation::GoldResult>> &golds);

    const HarvestTask &m_task;
    LabelCache &m_labels;
    Harvest &m_into;
    std::mutex &m_mutex;
    ask::Weights m_weights = ask::Weights::builtIn();
};

Result<std::unique_ptr<TargetDatabase>> openFile(const QString &path)
{
    const auto url = ConnectionUrl::parse(path);
    if (!url)
        return std::unexpected(url.error());
    ConnectionPolicyOptions own;
    own.open = true;
    const auto policy = ConnectionPolicy::create(own);
    if (!policy)
        return std::unexpected(policy.error());
    return openTarget(*url, *policy, QString());
}

std::vector<bool> Harvester::rightOnes(const evaluation::GoldQuestion &gold, const std::vector<ask::Found> &found,
                                       TargetDatabase &target,
                                       const std::vector<std::shared_ptr<const evaluation::GoldResult>> &golds)
{
    std::vector<bool> right;
    right.reserve(found.size());
    QString asked = gold.id;
    for (const QString &sql : gold.gold) // which may be corrected one day
        asked += u'\n' + sql;
    for (const ask::Found &candidate : found) {
        std::optional<bool> known = m_labels.find(asked, candidate.sql);
        if (!known) {
            const auto result = evaluation::readResult(target, candidate.sql, candidateLimits);
            known = result && evaluation::compare(golds, *result).inAnyColumns;
            m_labels.insert(asked, candidate.sql, *known);
        }
        right.push_back(*known);
    }
    return right;
}

void Harvester::question(const evaluation::GoldQuestion &gold, const ask::PreparedIndex &index, TargetDatabase &target,
                         evaluation::GoldResults &golds)
{
    const auto rightResults = golds.of(gold.gold);
    if (rightResults.empty())
        return;
    const ask::Question asked{gold.text, gold.history, gold.hints, {}, 0};
    ask::Search search(asked, index, m_weights);
    const std::vector<ask::Found> found = search.run();
    HarvestedQuestion harvested;
    harvested.id = gold.id;
    harvested.database = gold.databaseId;
    harvested.hardness = gold.hardness;
    harvested.text = gold.text;
    harvested.gold = gold.gold.front();
    harvested.right = rightOnes(gold, found, target, rightResults);
    for (const ask::Found &candidate : found)
        harvested.sql.push_back(candidate.sql);
    const std::scoped_lock lock(m_mutex);
    for (const ask::FeatureRow &row : ask::candidateFeatures(m_into.space, found, search.words(), index))
        harvested.features.push_back(row.values());
    m_into.questions.push_back(std::move(harvested));
}

void Harvester::database(const Group &group)
{
    const QString path = m_task.databaseFolder + u'/' + group.front()->databaseId + QStringLiteral(".sqlite");
    auto target = openFile(path);
    if (!target)
        return;
    auto understanding = Onboarder().understand(**target, {}, std::stop_token());
    if (!understanding)
        return;
    const ask::PreparedIndex index(std::make_shared<const Understanding>(*std::move(understanding)), nullptr);
    evaluation::GoldResults golds(**target);
    for (const evaluation::GoldQuestion *gold : group)
        question(*gold, index, **target, golds);
    if (m_task.shortQuestions) {
        for (const evaluation::GoldQuestion &gold : shortQuestions(index, group.front()->databaseId))
            question(gold, index, **target, golds);
    }
}

/// The order in which threads met names and questions must not show.
void sortAll(Harvest &harvest)
{
    const std::vector<std::string> &names = harvest.space.names();
    std::vector<size_t> order(names.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::ranges::sort(order, {}, [&](size_t i) { return names[i]; });
    ask::FeatureSpace sorted;
    for (const size_t i : order)
        sorted.findOrAdd(names[i]);
    for (HarvestedQuestion &question : harvest.questions) {
        for (std::vector<float> &row : question.features) {
            std::vector<float> moved(order.size());
            for (size_t to = 0; to < order.size(); ++to)
                moved[to] = order[to] < row.size() ? row[order[to]] : 0.0F;
            row = std::move(moved);
        }
    }
    harvest.space = std::move(sorted);
    std::ranges::sort(harvest.questions, {}, &HarvestedQuestion::id);
}

} // namespace

Harvest harvest(const std::vector<evaluation::GoldQuestion> &questions, const HarvestTask &task)
{
    std::map<QString, Group> byDatabase;
    for (const evaluation::GoldQuestion &question : questions)
        byDatabase[question.databaseId].push_back(&question);
    std::vector<const Group *> groups;
    groups.reserve(byDatabase.size());
    for (const auto &[name, group] : byDatabase)
        groups.push_back(&group);

    LabelCache labels(task.labelFile);
    Harvest harvest;
    std::mutex mutex;
    std::atomic<size_t> next = 0;
    const auto work = [&] {
        Harvester harvester(task, labels, harvest, mutex);
        for (size_t i = next++; i < groups.size(); i = next++)
            harvester.database(*groups[i]);
    };
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i)
        threads.emplace_back(work);
    for (std::thread &thread : threads)
        thread.join();
    labels.save();
    sortAll(harvest);
    return harvest;
}

} // namespace tabletalk::training
