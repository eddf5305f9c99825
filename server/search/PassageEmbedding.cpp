// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/PassageEmbedding.h"

#include "core/base/Clock.h"
#include "core/search/BuiltInEmbedder.h"
#include "core/search/PassageIndex.h"
#include "server/base/WaitFor.h"
#include "server/base/WorkerPool.h"
#include "server/platform/PlatformDatabase.h"
#include "server/search/SearchStore.h"
#include "server/search/WorkspaceIndex.h"

#include <QLoggingCategory>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace tabletalk {

Q_LOGGING_CATEGORY(lcEmbedding, "tabletalk.search.embedding")

namespace {

constexpr auto kindOfJob = "search.embed";
constexpr int builtInAtOnce = 256; ///< passages in one transaction
constexpr int providerAtOnce = 64; ///< texts in one request
constexpr int pageOfWords = 1'000;
constexpr qsizetype longestText = 8'000; ///< of a passage that is sent to a provider

/// Whether there is so much more than was learned from that it is worth learning anew.
bool hasOutgrown(qint64 passages, qint64 learnedFrom)
{
    constexpr qint64 fewest = 8;
    return passages > learnedFrom + std::max(fewest, learnedFrom / 2);
}

void normalise(std::vector<float> &vector)
{
    double square = 0;
    for (const float each : vector)
        square += double(each) * each;
    if (square > 0) {
        for (float &each : vector)
            each = float(each / std::sqrt(square));
    }
}

} // namespace

/// What there is and what lacks.
struct PassageEmbedding::Stand
{
    SearchSpace space;
    std::vector<KeptEmbedder> embedders;
    qint64 passages = 0;
};

PassageEmbedding::PassageEmbedding(EmbeddingParts parts)
    : m_parts(parts)
{
    JobKind kind;
    kind.name = QString::fromLatin1(kindOfJob);
    kind.maxAttempts = 5;
    kind.mostAtOnce = 1;
    kind.run = [this](JobContext &context) {
        const auto workspace = WorkspaceId::fromString(QString::fromUtf8(context.payload));
        if (workspace)
            embedAll(context.scope, *workspace, context.stop);
    };
    // What was stored while it ended.
    kind.ended = [this](const JobEnd &end) {
        const auto workspace = WorkspaceId::fromString(QString::fromUtf8(end.payload));
        if (!workspace || end.state != JobState::Done)
            return;
        const Stand stand = standOf(end.scope, *workspace);
        if (stand.embedders.empty() ? stand.passages > 0 : stand.embedders.back().embeddedUntil < stand.space.lastLabel)
            wake(end.scope, *workspace);
    };
    m_parts.jobs.addKind(std::move(kind));
}

void PassageEmbedding::wake(const TenantScope &scope, WorkspaceId workspace)
{
    // Dropped where too much waits; the next search asks again.
    m_parts.pool.post(scope.tenant(), [this, scope, workspace] {
        try {
            const QString key = workspace.toString();
            m_parts.jobs.enqueueNow(scope, QString::fromLatin1(kindOfJob), key.toUtf8(), key);
        } catch (const Problem &problem) {
            qCInfo(lcEmbedding).noquote() << "vectors will be made later:" << problem.detail;
        }
    });
}

PassageEmbedding::Stand PassageEmbedding::standOf(const TenantScope &scope, WorkspaceId workspace) const
{
    return m_parts.database.readNow(scope, [&](Transaction &transaction) {
        VectorStore vectors(transaction, scope, workspace);
        return Stand{SearchStore(transaction, scope, workspace).space(), vectors.embedders(), vectors.countPassages()};
    });
}

void PassageEmbedding::embedAll(const TenantScope &scope, WorkspaceId workspace, const std::stop_token &stop)
{
    while (!stop.stop_requested() && step(scope, workspace, stop)) {
    }
    if (!stop.stop_requested())
        m_parts.indexes.makeGraph(scope, workspace, stop);
}

bool PassageEmbedding::step(const TenantScope &scope, WorkspaceId workspace, const std::stop_token &stop)
{
    const Stand stand = standOf(scope, workspace);
    if (stand.passages == 0)
        return false;
    QString wanted = builtInEmbedderName;
    if (m_parts.provider != nullptr)
        wanted = waitFor(m_parts.provider->chosen(scope)).value_or(wanted);
    const auto lacking = [&](const KeptEmbedder &each) { return each.embeddedUntil < stand.space.lastLabel; };
    const bool hasOne = !stand.embedders.empty();
    const KeptEmbedder newest = hasOne ? stand.embedders.back() : KeptEmbedder();
    const bool isServing = hasOne && newest.generation == stand.space.serving;
    if (!hasOne || newest.name != wanted
        || (isServing && wanted == builtInEmbedderName && hasOutgrown(stand.passages, newest.learnedFrom)))
        return begin(scope, workspace, stand, wanted, stop);
    // What serves first: new passages are found by it until the next is ready.
    for (const KeptEmbedder &each : stand.embedders) {
        const bool isWanted = each.generation == newest.generation || each.generation == stand.space.serving;
        if (isWanted && lacking(each) && (each.name == builtInEmbedderName || each.name == wanted)) {
            embedSome(scope, workspace, each);
            return true;
        }
    }
    if (isServing)
        return false;
    m_parts.database.writeNow(scope, [&](Transaction &transaction) {
        VectorStore store(transaction, scope, workspace);
        store.serve(newest.generation);
        for (const KeptEmbedder &each : stand.embedders) {
            if (each.generation != newest.generation)
                store.remove(each.generation);
        }
    });
    return true;
}

/// The next generation. Of others that were under way none is left.
bool PassageEmbedding::begin(const TenantScope &scope, WorkspaceId workspace, const Stand &stand,
                             const QString &embedder, const std::stop_token &stop)
{
    KeptEmbedder next;
    next.generation = (stand.embedders.empty() ? stand.space.serving : stand.embedders.back().generation) + 1;
    next.name = embedder;
    next.learnedFrom = stand.passages;
    QByteArray learned;
    if (embedder == builtInEmbedderName) {
        // Of a copy of its own, so that nobody waits for it.
        search::PassageIndex passages;
        const qint64 every = 1 + stand.passages / qint64(search::BuiltInEmbedder::mostPassages);
        qint64 after = 0;
        for (qint64 n = 0;;) {
            const auto words = m_parts.database.readNow(scope, [&](Transaction &transaction) {
                return SearchStore(transaction, scope, workspace).words(after, pageOfWords);
            });
            for (const auto &each : words) {
                if (n++ % every == 0)
                    passages.add(each.label, each.words);
            }
            if (words.size() < size_t(pageOfWords) || stop.stop_requested())
                break;
            after = words.back().label;
        }
        const auto made = search::BuiltInEmbedder::learn(passages, stop);
        if (!made)
            return false;
        next.dimensions = made->dimensions();
        learned = made->toBytes();
    }
    m_parts.database.writeNow(scope, [&](Transaction &transaction) {
        VectorStore store(transaction, scope, workspace);
        for (const KeptEmbedder &each : stand.embedders) {
            if (each.generation != stand.space.serving)
                store.remove(each.generation);
        }
        store.insert(next, learned, m_parts.clock.now());
    });
    return true;
}

void PassageEmbedding::embedSome(const TenantScope &scope, WorkspaceId workspace, const KeptEmbedder &embedder)
{
    const int most = embedder.name == builtInEmbedderName ? builtInAtOnce : providerAtOnce;
    struct Batch
    {
        std::vector<VectorStore::Text> texts;
        qint64 lastLabel = 0;
    };
    const Batch batch = m_parts.database.readNow(scope, [&](Transaction &transaction) {
        const qint64 last = SearchStore(transaction, scope, workspace).space().lastLabel;
        return Batch{VectorStore(transaction, scope, workspace).texts(embedder.embeddedUntil, most), last};
    });
    const auto vectors = vectorsOf(scope, workspace, embedder, batch.texts);
    const qint64 until = batch.texts.size() < size_t(most) ? batch.lastLabel : batch.texts.back().label;
    const int dimensions = vectors.empty() ? embedder.dimensions : int(vectors.front().vector.size());
    m_parts.database.writeNow(scope, [&](Transaction &transaction) {
        VectorStore(transaction, scope, workspace).insertVectors(embedder.generation, vectors, dimensions, until);
    });
}

std::vector<VectorStore::LabelledVector> PassageEmbedding::vectorsOf(const TenantScope &scope, WorkspaceId workspace,
                                                                     const KeptEmbedder &embedder,
                                                                     const std::vector<VectorStore::Text> &texts)
{
    std::vector<VectorStore::LabelledVector> vectors;
    if (embedder.name == builtInEmbedderName) {
        const auto builtIn = m_parts.indexes.embedderOf(scope, workspace, embedder.generation);
        if (!builtIn)
            throw Problem::of(ProblemCode::Internal);
        for (const VectorStore::Text &text : texts)
            vectors.push_back({text.label, builtIn->embed(search::TermCounts::fromText(text.words),
                                                          search::BuiltInEmbedder::Unknown::Skipped)});
        return vectors;
    }
    std::vector<QString> sent;
    for (const VectorStore::Text &text : texts)
        sent.push_back(QString(text.heading + u'\n' + text.text).trimmed().left(longestText));
    if (sent.empty())
        return vectors;
    auto made = orThrow(waitFor(m_parts.provider->embed(scope, std::move(sent))));
    for (size_t i = 0; i < std::min(made.size(), texts.size()); ++i) {
        normalise(made[i]);
        vectors.push_back({texts[i].label, std::move(made[i])});
    }
    return vectors;
}

} // namespace tabletalk
