// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/WorkerPool.h"
#include "server/jobs/JobService.h"
#include "server/search/HybridSearch.h"
#include "server/search/PassageEmbedding.h"
#include "server/search/WorkspaceIndex.h"
#include "tests/support/PassageShelf.h"
#include "tests/support/People.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

/// A provider whose vectors say which of three things a text is about.
class FakeProvider final : public ProviderEmbedder
{
public:
    Awaitable<std::optional<QString>> chosen(TenantScope) override { co_return name; }
    Awaitable<Result<std::vector<std::vector<float>>>> embed(TenantScope, std::vector<QString> texts) override
    {
        if (isBroken)
            co_return failure(ProblemCode::ModelFailed, u"It does not answer."_s);
        std::vector<std::vector<float>> vectors;
        for (const QString &text : texts)
            vectors.push_back({text.contains(u"car"_s) ? 2.0F : 0.0F, text.contains(u"fruit"_s) ? 2.0F : 0.0F, 0.1F});
        asked += int(texts.size());
        co_return vectors;
    }
    std::optional<QString> name;
    bool isBroken = false;
    int asked = 0;
};

struct Fixture
{
    ~Fixture() { pool.stop(); }

    api::SearchAnswer ask(const QString &query, const QString &mode) { return askIn(search, query, mode); }
    api::SearchAnswer askIn(HybridSearch &which, const QString &query, const QString &mode)
    {
        api::SearchRequest request;
        request.workspaceId = place.workspace;
        request.query = query;
        request.mode = mode;
        return runAwaitable(which.search(scope, {owner, false}, request));
    }
    void embed() { embedding.embedAll(scope, place.workspace, {}); }
    DocumentId vehicles()
    {
        return base.document(place, u"Vehicles"_s,
                             {u"The car has a strong engine and four wheels."_s,
                              u"An automobile with an engine and wheels."_s, u"This automobile needs a garage."_s,
                              u"Park the car in the garage."_s, u"Apples and pears grow on trees."_s,
                              u"Pears are fruit of trees in the orchard."_s, u"An orchard of apples needs water."_s});
    }
    qint64 stored(const QString &table)
    {
        return people.run(QString(u"SELECT COUNT(*) FROM " + table)).front().front().toLongLong();
    }

    TestPlatform platform;
    People people{platform};
    TenantScope scope = people.tenant(u"Ours"_s);
    UserId owner = people.member(scope, u"owner@example.org"_s, Role::Owner);
    PassageShelf::Place place{scope, people.workspace(scope, u"Knowledge"_s), owner};
    SearchIndexer indexer;
    PassageShelf base{platform, people, indexer};
    WorkerPool pool{{.name = u"search"_s, .threads = 2}};
    WorkspaceIndexes indexes{*platform.database};
    JobService jobs{*platform.database, platform.clock};
    FakeProvider provider;
    PassageEmbedding embedding{{.database = *platform.database,
                                .jobs = jobs,
                                .indexes = indexes,
                                .pool = pool,
                                .clock = platform.clock,
                                .provider = &provider}};
    HybridSearch search{{.database = *platform.database, .indexes = indexes, .pool = pool, .provider = &provider}};
};

} // namespace

/// Passages are found by what they are about; their vectors are made, replaced and dropped as passages come and go.
class TestVectorSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPassageIsFoundThatSaysItInOtherWords()
    {
        Fixture f;
        f.vehicles();
        f.embed();
        const api::SearchAnswer answer = f.ask(u"car"_s, u"vector"_s);
        QCOMPARE(answer.embedder, u"built-in"_s);
        QCOMPARE(answer.note, QString());
        QStringList texts;
        for (const api::SearchHit &hit : answer.hits)
            texts << hit.text;
        QVERIFY2(texts.contains(u"An automobile with an engine and wheels."_s), qPrintable(texts.join(u'\n')));
        QVERIFY(!texts.first().contains(u"pears"_s));
        QCOMPARE(answer.hits.front().reasons.front().way, u"vector"_s);
        QVERIFY(answer.hits.front().explanation.contains(u"about the same"_s));

        const api::SearchAnswer both = f.ask(u"car garage"_s, u"hybrid"_s);
        QCOMPARE(both.hits.front().text, u"Park the car in the garage."_s);
        QCOMPARE(both.hits.front().reasons.size(), size_t{2});
        double shares = 0;
        for (const api::SearchReason &reason : both.hits.front().reasons)
            shares += reason.share;
        QVERIFY(qAbs(shares - 1) < 1e-9);
    }

    void newPassagesAreFoundByTheirWordsUntilTheyHaveVectors()
    {
        Fixture f;
        f.vehicles();
        QVERIFY(!f.ask(u"car"_s, u"hybrid"_s).note.isEmpty());
        QVERIFY(!f.ask(u"car"_s, u"hybrid"_s).hits.empty());
        f.embed();
        f.base.document(f.place, u"More"_s, {u"A lorry is a large vehicle with an engine."_s});
        const api::SearchAnswer before = f.ask(u"lorry"_s, u"hybrid"_s);
        QCOMPARE(before.hits.front().documentName, u"More"_s);
        QVERIFY(before.note.contains(u'1'));
        f.embed();
        QCOMPARE(f.ask(u"lorry"_s, u"hybrid"_s).note, QString());
    }

    void theEmbedderLearnsAnewWhenThereIsMuchMore()
    {
        Fixture f;
        f.vehicles();
        f.embed();
        const qint64 first = f.people.run(u"SELECT serving FROM search_spaces"_s).front().front().toLongLong();
        f.base.document(f.place, u"Weather"_s, std::vector<QString>(20, u"Rain and snow are expected in the north."_s));
        f.embed();
        QVERIFY(f.people.run(u"SELECT serving FROM search_spaces"_s).front().front().toLongLong() > first);
        QCOMPARE(f.stored(u"search_embedders"_s), 1);
        QCOMPARE(f.stored(u"passage_vectors"_s), 27); // of the new one alone
        QVERIFY(!f.ask(u"snow"_s, u"vector"_s).hits.empty());
    }

    void theOldVectorsServeUntilTheNewAreThere()
    {
        Fixture f;
        f.vehicles();
        f.embed();
        f.provider.name = u"embedder-3 (models.example.org)"_s;
        f.provider.isBroken = true;
        try {
            f.embed();
            QFAIL("a provider that does not answer fails the attempt");
        } catch (const Problem &problem) {
            QCOMPARE(problem.code, ProblemCode::ModelFailed);
        }
        QCOMPARE(f.ask(u"car"_s, u"vector"_s).embedder, u"built-in"_s);
        QVERIFY(!f.ask(u"car"_s, u"vector"_s).hits.empty());
        f.provider.isBroken = false;
        f.embed();
        const api::SearchAnswer answer = f.ask(u"fruit"_s, u"vector"_s);
        QCOMPARE(answer.embedder, *f.provider.name);
        QCOMPARE(answer.hits.front().text, u"Pears are fruit of trees in the orchard."_s);
        QCOMPARE(f.stored(u"search_embedder_pieces"_s), 0);
        f.provider.isBroken = true; // when it fails later, words still find
        const api::SearchAnswer words = f.ask(u"orchard"_s, u"hybrid"_s);
        QVERIFY(!words.hits.empty());
        QVERIFY(words.note.contains(u"does not answer"_s));
        f.provider.name.reset();
        f.embed();
        QCOMPARE(f.ask(u"car"_s, u"vector"_s).embedder, u"built-in"_s);
    }

    void vectorsGoWithTheirPassages()
    {
        Fixture f;
        const DocumentId id = f.vehicles();
        f.embed();
        QCOMPARE(f.stored(u"passage_vectors"_s), 7);
        f.base.dropPassages(f.place, id, 1);
        QCOMPARE(f.stored(u"passage_vectors"_s), 0);
        QCOMPARE(f.stored(u"passage_words"_s), 0);
        QVERIFY(f.ask(u"car"_s, u"vector"_s).hits.empty());
        QVERIFY(f.ask(u"car"_s, u"keyword"_s).hits.empty());
    }

    /// Each server has a cache of its own.
    void severalServersFindTheSame()
    {
        Fixture f;
        f.vehicles();
        f.embed();
        WorkspaceIndexes others(*f.platform.database);
        HybridSearch other({.database = *f.platform.database, .indexes = others, .pool = f.pool});
        const auto same = [&](const QString &query) {
            const auto here = f.ask(query, u"hybrid"_s);
            const auto there = f.askIn(other, query, u"hybrid"_s);
            if (here.hits.size() != there.hits.size())
                return false;
            for (size_t i = 0; i < here.hits.size(); ++i) {
                if (here.hits[i].passageId != there.hits[i].passageId || here.hits[i].score != there.hits[i].score)
                    return false;
            }
            return !here.hits.empty();
        };
        QVERIFY(same(u"car"_s));
        const DocumentId more = f.base.document(f.place, u"More"_s, {u"A lorry with an engine."_s});
        f.embed();
        QVERIFY(same(u"lorry engine"_s));
        f.base.dropPassages(f.place, more, 1);
        QVERIFY(same(u"engine"_s));
        QVERIFY(f.askIn(other, u"lorry"_s, u"keyword"_s).hits.empty());
    }

    void othersVectorsAreNeverSearched()
    {
        Fixture f;
        f.vehicles();
        const auto other = f.people.tenant(u"Theirs"_s);
        PassageShelf::Place theirs{other, f.people.workspace(other, u"Knowledge"_s), f.owner};
        f.base.document(theirs, u"Theirs"_s, std::vector<QString>(10, u"The car and the automobile of others."_s));
        f.embedding.embedAll(other, theirs.workspace, {});
        f.embed();
        for (const QString &mode : {u"vector"_s, u"hybrid"_s, u"keyword"_s}) {
            for (const api::SearchHit &hit : f.ask(u"car"_s, mode).hits)
                QCOMPARE(hit.documentName, u"Vehicles"_s);
        }
    }

    void whatIsHiddenGivesNothingToTheMeaning()
    {
        Fixture f;
        const UserId anna = f.people.member(f.scope, u"anna@example.org"_s);
        auto hidden = f.place;
        hidden.owner = anna;
        hidden.visibility = u"private"_s;
        f.base.document(hidden, u"Hidden"_s, std::vector<QString>(60, u"The car secret is the engine."_s));
        f.vehicles();
        f.embed();
        for (const QString &mode : {u"vector"_s, u"hybrid"_s}) {
            const auto answer = f.ask(u"car engine"_s, mode);
            QVERIFY(!answer.hits.empty());
            for (const api::SearchHit &hit : answer.hits)
                QCOMPARE(hit.documentName, u"Vehicles"_s);
            QCOMPARE(answer.hits.front().reasons.front().rank, 1);
        }
    }
};

static const bool registered = tabletalk::test::add<TestVectorSearch>();
#include "tst_VectorSearch.moc"
