// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/knowledge/DocumentBytes.h"
#include "server/knowledge/DocumentFollowers.h"
#include "server/knowledge/DocumentIngestion.h"
#include "server/platform/Vault.h"
#include "tests/support/KnowledgeBase.h"
#include "tests/support/People.h"
#include "tests/support/TestRunner.h"

#include <QTest>

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

/// Keeps which passages it was told of, by generation, as an index would.
class Told final : public PassageFollower
{
public:
    std::unique_ptr<PassageReading> passagesComing() override { return std::make_unique<Reading>(*this); }
    void passagesLeaving(Transaction &, const PassagePlace &place) override
    {
        kept.erase({place.document, place.generation});
    }
    void documentChanged(const PassagePlace &) override { ++changes; }

    std::map<std::pair<DocumentId, int>, std::set<PassageId>> kept;
    QString language;
    int changes = 0;

private:
    class Piece final : public ReadPassages
    {
    public:
        Piece(Told &told, const PassagePlace &place, const std::vector<knowledge::Passage> &passages)
            : m_told(told)
            , m_place(place)
            , m_passages(passages)
        {}
        void store(Transaction &) const override
        {
            for (const knowledge::Passage &passage : m_passages)
                m_told.kept[{m_place.document, m_place.generation}].insert(passage.id);
            m_told.language = m_place.language;
        }

    private:
        Told &m_told;
        const PassagePlace &m_place;
        const std::vector<knowledge::Passage> &m_passages;
    };
    class Reading final : public PassageReading
    {
    public:
        explicit Reading(Told &told)
            : m_told(told)
        {}
        std::unique_ptr<ReadPassages> read(const PassagePlace &place,
                                           const std::vector<knowledge::Passage> &passages) override
        {
            return std::make_unique<Piece>(m_told, place, passages);
        }

    private:
        Told &m_told;
    };
};

/// Gives a whole "file" as one section; fails where its bytes say so.
Result<knowledge::ReadingEnd> readPlainly(const std::function<QByteArray()> &next, knowledge::SectionSink &sink)
{
    QByteArray bytes;
    for (QByteArray part = next(); !part.isEmpty(); part = next())
        bytes += part;
    if (bytes.startsWith("broken"))
        return failure(ProblemCode::InvalidRequest, u"It is broken."_s, u"Mend it."_s);
    knowledge::DocumentHeader header;
    header.title = u"A page"_s;
    header.mediaType = u"text/plain"_s;
    sink.begin(std::move(header));
    sink.take({0, {}, QString::fromUtf8(bytes), false});
    return knowledge::ReadingEnd{1, 0, 0};
}

struct Fixture
{
    Fixture()
    {
        readers.readFile = [this](const auto &next, const ReadingTask &task, knowledge::SectionSink &sink,
                                  const auto &) {
            ++readings;
            {
                const std::scoped_lock lock(orderMutex);
                order << task.name;
            }
            if (outage.load() > 0) {
                --outage;
                return Result<knowledge::ReadingEnd>(failure(ProblemCode::Unavailable, u"Away for a moment."_s));
            }
            return readPlainly(next, sink);
        };
        readers.crawlSite = [this](const SiteToCrawl &, const auto &take, const std::stop_token &stop,
                                   const WalkCheckpoints &checkpoints) { return walk(take, stop, checkpoints); };
        ingestion = std::make_unique<DocumentIngestion>(partsWith(jobs));
        jobs.start();
    }
    IngestionParts partsWith(JobService &queue)
    {
        return {.database = *platform.database,
                .vault = vault,
                .jobs = queue,
                .clock = platform.clock,
                .windows = windows,
                .followers = followers,
                .readers = readers};
    }
    ~Fixture() { jobs.stop(); }

    /// Goes from page to page; the checkpoint says how many there were. Where it is to hang, it does until it is
    /// stopped.
    Result<CrawlSummary> walk(const std::function<void(FetchedPage &&)> &take, std::stop_token stop,
                              const WalkCheckpoints &checkpoints)
    {
        walksFrom.push_back(checkpoints.last);
        int at = 0;
        for (const auto &[url, text] : site) {
            if (at++ < checkpoints.last.toInt())
                continue;
            if (at > hangsAfter) {
                hangs = true;
                std::mutex mutex;
                std::unique_lock lock(mutex);
                std::condition_variable_any().wait(lock, stop, [] { return false; });
                return failure(ProblemCode::Cancelled);
            }
            take(FetchedPage{url, text, {}});
            checkpoints.keep(QByteArray::number(at));
        }
        return CrawlSummary();
    }

    DocumentId add(const QByteArray &bytes, const QString &kind = u"file"_s, const QString &name = u"A document"_s)
    {
        KeptDocument kept;
        kept.document.id = makeId<DocumentId>(platform.clock.now());
        kept.document.workspaceId = workspace;
        kept.document.kind = kind;
        kept.document.name = name;
        kept.document.sourceUrl = kind == u"site" ? u"https://example.org/"_s : u""_s;
        kept.document.visibility = u"organization"_s;
        kept.document.ownerId = person;
        kept.document.state = u"pending"_s;
        kept.document.size = bytes.size();
        kept.document.createdAt = platform.clock.now();
        if (kind == u"site")
            kept.document.site = api::SiteLimits{2, 10, u""_s};
        const document_bytes::Key key = document_bytes::makeKey(vault, scope, kept.document.id);
        kept.sealedKey = key.sealed;
        const auto pieces = document_bytes::sealAll(key.plain, kept.document.id, bytes);
        platform.database->writeNow(scope, [&](Transaction &transaction) {
            DocumentStore store(transaction, scope);
            store.insert(kept);
            for (size_t i = 0; i < pieces.size(); ++i)
                store.savePiece(kept.document.id, int(i), pieces[i]);
            ingestion->enqueueIn(transaction, scope, workspace);
        });
        ingestion->wake();
        return kept.document.id;
    }
    void readAgain(DocumentId id)
    {
        platform.database->writeNow(scope, [&](Transaction &transaction) {
            DocumentStore(transaction, scope).queue(id, platform.clock.now());
            ingestion->enqueueIn(transaction, scope, workspace);
        });
        ingestion->wake();
    }
    KeptDocument document(DocumentId id)
    {
        return *platform.database->readNow(
            scope, [&](Transaction &transaction) { return DocumentStore(transaction, scope).find(id); });
    }
    bool ends(DocumentId id, const QString &state = u"completed"_s)
    {
        return QTest::qWaitFor([&] { return document(id).document.state == state; }, 20'000);
    }
    std::vector<api::Document> pages()
    {
        return platform.database->readNow(scope, [&](Transaction &transaction) {
            return DocumentStore(transaction, scope)
                .list({person, false}, {.workspace = workspace, .pages = true, .limit = 100});
        });
    }
    qint64 stored(const QString &sql) { return people.run(sql)[0][0].toLongLong(); }

    TestPlatform platform;
    People people{platform};
    TenantScope scope = people.tenant(u"Ours"_s);
    UserId person = people.member(scope, u"person@example.org"_s);
    WorkspaceId workspace = people.workspace(scope, u"Second"_s);
    Vault vault{*platform.database, platform.clock, Secret(QByteArray(32, 'k'))};
    JobService jobs{*platform.database, platform.clock};
    DocumentFollowers windows;
    Told told;
    PassageFollowers followers{&told};
    std::map<QString, QByteArray> site;
    int hangsAfter = 1'000;
    std::atomic<bool> hangs = false;
    std::vector<QByteArray> walksFrom; ///< the checkpoints that walks got
    std::mutex orderMutex;
    QStringList order; ///< names as they were read
    std::atomic<int> readings = 0;
    std::atomic<int> outage = 0;
    DocumentReaders readers;
    std::unique_ptr<DocumentIngestion> ingestion;
};

} // namespace

/// What becomes of documents that wait, with readers that do as they are told.
class TestDocumentIngestion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followersKnowThePassagesThatAreFound()
    {
        Fixture f;
        const DocumentId id = f.add("The refund is paid within a week, and the shop says when it was.");
        QVERIFY(f.ends(id));
        QCOMPARE(f.told.kept.size(), size_t(1));
        QCOMPARE(f.told.kept.at({id, 1}).size(), size_t(1));
        QCOMPARE(f.told.language, u"en"_s);
        f.readAgain(id);
        QTRY_COMPARE_WITH_TIMEOUT(f.document(id).generation, 2, 20'000);
        QVERIFY(f.ends(id));
        QCOMPARE(f.told.kept.size(), size_t(1));
        QVERIFY(f.told.kept.contains({id, 2}));
        QCOMPARE(f.stored(u"SELECT COUNT(*) FROM passages"_s), 1);
    }
    void aWalkThatIsCutOffGoesOnWhereItWas()
    {
        Fixture f;
        f.site = {{u"https://example.org/a"_s, "The first page."},
                  {u"https://example.org/b"_s, "Refunds are paid within a week."},
                  {u"https://example.org/c"_s, "The last page."}};
        f.hangsAfter = 2;
        const DocumentId site = f.add({}, u"site"_s);
        QTRY_VERIFY_WITH_TIMEOUT(f.hangs.load(), 20'000);
        QCOMPARE(f.pages().size(), size_t(1 + 2)); // the site among them
        QVERIFY(!f.people.run(u"SELECT sealed FROM knowledge_walks"_s)[0][0].toByteArray().contains("example"));
        f.jobs.stop(); // the server dies, as far as the walk can tell
        QCOMPARE(f.document(site).document.state, u"pending"_s);

        f.hangsAfter = 1'000;
        JobService next(*f.platform.database, f.platform.clock);
        DocumentIngestion ingestion(f.partsWith(next));
        next.start();
        QVERIFY(f.ends(site));
        QCOMPARE(f.walksFrom, (std::vector<QByteArray>{"", "2"}));
        QCOMPARE(f.document(site).document.pages, 3);
        for (const api::Document &page : f.pages())
            QVERIFY(f.ends(page.id));
        QCOMPARE(f.pages().size(), size_t(1 + 3));
        QCOMPARE(f.stored(u"SELECT COUNT(*) FROM passages"_s), 3);
        QCOMPARE(f.stored(u"SELECT COUNT(*) FROM knowledge_walks"_s), 0);
        next.stop();
    }
    void aSiteThatIsReadAgainIsWalkedFromItsStart()
    {
        Fixture f;
        f.site = {{u"https://example.org/a"_s, "The first page."}, {u"https://example.org/b"_s, "The other."}};
        f.hangsAfter = 1;
        const DocumentId site = f.add({}, u"site"_s);
        QTRY_VERIFY_WITH_TIMEOUT(f.hangs.load(), 20'000);
        QCOMPARE(f.stored(u"SELECT COUNT(*) FROM knowledge_walks"_s), 1);
        f.jobs.stop();
        f.hangsAfter = 1'000;
        JobService next(*f.platform.database, f.platform.clock);
        DocumentIngestion ingestion(f.partsWith(next));
        f.platform.database->writeNow(f.scope, [&](Transaction &transaction) {
            DocumentStore(transaction, f.scope).queue(site, f.platform.clock.now());
        });
        next.start();
        QVERIFY(f.ends(site));
        QCOMPARE(f.walksFrom, (std::vector<QByteArray>{"", ""}));
        QCOMPARE(f.pages().size(), size_t(1 + 2));
        next.stop();
    }
    void manyFilesOfOneWorkspaceLetTheFileOfAnotherThrough()
    {
        Fixture f;
        f.jobs.stop();
        constexpr int many = 40;
        for (int i = 0; i < many; ++i)
            f.add("Of many. " + QByteArray::number(i), u"file"_s, u"many"_s);
        f.workspace = f.people.workspace(f.scope, u"Third"_s);
        f.platform.clock.advance(std::chrono::milliseconds(1)); // jobs are in the order of their time
        const DocumentId one = f.add("The only one.", u"file"_s, u"one"_s);
        f.platform.clock.advance(std::chrono::milliseconds(1));
        JobService next(*f.platform.database, f.platform.clock);
        IngestionParts parts = f.partsWith(next);
        parts.slice = std::chrono::milliseconds(1); // about a file at a time
        DocumentIngestion ingestion(std::move(parts));
        next.start();
        QVERIFY(f.ends(one));
        next.stop();
        QVERIFY2(f.order.indexOf(u"one"_s) < many / 4, qPrintable(f.order.join(u' ')));
    }
    void whatMayPassIsTriedAgainAfterAWhile()
    {
        Fixture f;
        f.outage = 1;
        const DocumentId id = f.add("In the end it is read.");
        QVERIFY(QTest::qWaitFor(
            [&] {
                const KeptDocument kept = f.document(id);
                return kept.document.state == u"pending" && kept.document.problem.has_value();
            },
            20'000));
        f.ingestion->queueDue();
        QCOMPARE(f.readings.load(), 1); // its time has not come
        f.platform.clock.advance(std::chrono::minutes(1));
        f.ingestion->queueDue();
        QVERIFY(f.ends(id));
        QVERIFY(!f.document(id).document.problem);
        QCOMPARE(f.readings.load(), 2);
    }
    void whatCannotPassIsNotTriedAgain()
    {
        Fixture f;
        const DocumentId id = f.add("broken beyond repair");
        QVERIFY(f.ends(id, u"failed"_s));
        QCOMPARE(f.document(id).document.problem->detail, u"It is broken."_s);
        QCOMPARE(f.readings.load(), 1);
        QCOMPARE(f.stored(u"SELECT COUNT(*) FROM passages"_s), 0);
    }
    void aReadingThatFailsLeavesTheFormerPassages()
    {
        Fixture f;
        const DocumentId id = f.add("What was read before stays.");
        QVERIFY(f.ends(id));
        f.outage = 100;
        f.readAgain(id);
        for (int attempt = 1; attempt < 4; ++attempt) {
            QVERIFY(QTest::qWaitFor(
                [&] {
                    const KeptDocument kept = f.document(id);
                    return kept.document.state == u"pending" && kept.attempts == attempt;
                },
                20'000));
            f.platform.clock.advance(std::chrono::hours(1));
            f.ingestion->queueDue();
        }
        QVERIFY(f.ends(id, u"failed"_s));
        QCOMPARE(f.told.kept.size(), size_t(1));
        QVERIFY(f.told.kept.contains({id, 1}));
    }
    void aSiteThatIsReadAgainFollowsWhatChanged()
    {
        Fixture f;
        f.site = {{u"https://example.org/"_s, "The first page."},
                  {u"https://example.org/a"_s, "About refunds."},
                  {u"https://example.org/b"_s, "About deliveries."}};
        const DocumentId site = f.add({}, u"site"_s);
        QVERIFY(f.ends(site));
        const auto allRead = [&] {
            return std::ranges::all_of(f.pages(), [](const auto &each) { return each.state == u"completed"; });
        };
        QTRY_VERIFY_WITH_TIMEOUT(f.pages().size() == 4 && allRead(), 20'000);
        QCOMPARE(f.document(site).document.pages, 3);
        const int before = f.readings;

        f.site = {{u"https://example.org/"_s, "The first page."}, {u"https://example.org/a"_s, "Refunds are gone."}};
        f.readAgain(site);
        QTRY_VERIFY_WITH_TIMEOUT(f.pages().size() == 3 && allRead(), 20'000);
        QCOMPARE(f.readings - before, 1); // the one that changed
        QCOMPARE(f.told.kept.size(), size_t(2));
        QCOMPARE(f.stored(u"SELECT COUNT(*) FROM passages"_s), 2);
    }
    void manyDocumentsOfOneOrganisationDoNotHoldUpAnother()
    {
        Fixture f;
        std::vector<DocumentId> many;
        for (int i = 0; i < 300; ++i)
            many.push_back(f.add("Report number " + QByteArray::number(i)));
        for (const DocumentId id : many)
            QVERIFY(f.ends(id));
        QCOMPARE(f.stored(u"SELECT COUNT(*) FROM passages"_s), 300);
    }
    void statementsSeeWhatThePolicyDecides()
    {
        Fixture f;
        KnowledgeBase base(*f.platform.database, f.platform.clock);
        int number = 0;
        for (const Role role : allRoles()) {
            for (const Visibility visibility : allVisibilities()) {
                for (int bits = 0; bits < 8; ++bits) {
                    const Relation relation{
                        .owns = (bits & 1) != 0, .inTeam = (bits & 2) != 0, .named = (bits & 4) != 0};
                    const QString mark = QString::number(++number);
                    const UserId viewer = f.people.member(f.scope, u"viewer"_s + mark, role);
                    KnowledgeBase::Options options;
                    options.visibility = visibility;
                    const DocumentId id = base.add(f.scope, f.workspace, relation.owns ? viewer : f.person, u"D"_s,
                                                   u"Text of a document."_s, options);
                    share(f, id, viewer, relation, mark);
                    const bool seen = f.platform.database->readNow(f.scope, [&](Transaction &transaction) {
                        return DocumentStore(transaction, f.scope)
                            .findSeen(f.workspace, id, {viewer, role == Role::Guest})
                            .has_value();
                    });
                    const AccessQuestion question{.grants = {role, {Permission::Ask}, {}},
                                                  .permission = Permission::Ask,
                                                  .visibility = visibility,
                                                  .relation = relation};
                    QCOMPARE(seen, decide(question).allowed);
                }
            }
        }
    }

private:
    static void share(Fixture &f, DocumentId id, UserId viewer, const Relation &relation, const QString &mark)
    {
        const auto team = makeId<TeamId>(f.platform.clock.now());
        const QVariant tenant = stored(f.scope.tenant());
        f.people.run(u"INSERT INTO teams (tenant_id, id, name, created_at) VALUES (?, ?, ?, 0)"_s,
                     {tenant, stored(team), mark});
        if (relation.inTeam)
            f.people.run(u"INSERT INTO team_members (tenant_id, team_id, user_id) VALUES (?, ?, ?)"_s,
                         {tenant, stored(team), stored(viewer)});
        const auto insert = [&](const QString &kind, const QVariant &subject) {
            f.people.run(u"INSERT INTO shares (tenant_id, kind, object_id, subject_kind, subject_id) "
                         "VALUES (?, 'document', ?, ?, ?)"_s,
                         {tenant, stored(id), kind, subject});
        };
        insert(u"team"_s, stored(team));
        if (relation.named)
            insert(u"user"_s, stored(viewer));
    }
};

static const bool registered = tabletalk::test::add<TestDocumentIngestion>();
#include "tst_DocumentIngestion.moc"
