// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

#include <QCryptographicHash>
#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

/// Documents over the wire: added, read in the background, shown, changed and deleted.
class TestDocuments : public QObject
{
    Q_OBJECT

    std::unique_ptr<RunningServer> m_server;
    api::SignedIn m_owner;
    QString m_token;
    QString m_place; ///< "workspaces/…/documents"
    int m_number = 0;

    RestReply call(const QByteArray &verb, const QString &path, const json::value &body = nullptr)
    {
        return m_server->rest(verb, m_place + path, m_token, body);
    }
    QString memberOf(Role role)
    {
        return m_server->member(m_owner, u"%1%2@example.org"_s.arg(roleName(role)).arg(++m_number), role);
    }
    /// Words that no other document of the test has.
    QString words() { return u"The handbook of department %1 says that refunds take a week."_s.arg(++m_number); }
    QString addText(const QString &text, const char *name = "Refund policy")
    {
        return call("POST", {}, {{"name", name}, {"text", text.toStdString()}}).text("id");
    }
    json::object document(const QString &id) { return call("GET", u"/"_s + id).body.as_object(); }
    QString stateOf(const QString &id) { return QString::fromStdString(document(id).at("state").as_string().c_str()); }
    bool ends(const QString &id, const QString &state = u"completed"_s)
    {
        return QTest::qWaitFor([&] { return stateOf(id) == state; }, 20'000);
    }
    json::array passagesOf(const QString &id)
    {
        return call("GET", u"/"_s + id + u"/passages?limit=200"_s).body.at("items").as_array();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<RunningServer>();
        m_owner = m_server->organization(u"Ours"_s);
        m_token = m_owner.accessToken;
        m_place =
            u"workspaces/"_s + m_server->rest("GET", u"tenant"_s, m_token).text("defaultWorkspaceId") + u"/documents"_s;
    }

    void aTextIsCutIntoPassages()
    {
        const QString id = addText(words());
        QVERIFY(ends(id));
        const json::object read = document(id);
        QCOMPARE(read.at("passages").as_int64(), 1);
        QCOMPARE(read.at("language").as_string(), "en");
        QCOMPARE(read.at("progress").as_int64(), 100);
        const json::array passages = passagesOf(id);
        QVERIFY(QString::fromStdString(passages.at(0).at("text").as_string().c_str()).contains(u"refunds take a week"));
    }
    void aLargeFileComesInPiecesAndBack()
    {
        QByteArray file;
        for (int i = 0; file.size() < 1'200'000; ++i)
            file += "Line " + QByteArray::number(i) + " of a long report says nothing that another says.\n\n";
        const QByteArray hash = QCryptographicHash::hash(file, QCryptographicHash::Sha256).toHex();
        const json::object begin{{"name", "report.txt"}, {"size", file.size()}, {"hash", hash.toStdString()}};
        const RestReply begun = call("POST", u"/uploads"_s, begin);
        QCOMPARE(begun.status, 201);
        const QString upload = u"/uploads/"_s + begun.text("id");
        const qsizetype piece = begun.body.at("pieceSize").as_int64();
        const auto put = [&](qsizetype at) {
            return call("PUT", upload, {{"offset", at}, {"data", file.mid(at, piece).toBase64().toStdString()}});
        };
        QCOMPARE(put(piece).status, 409); // leaves a gap
        QCOMPARE(put(0).status, 200);
        QCOMPARE(put(0).status, 200); // the answer was lost, so it came again
        QCOMPARE(call("POST", upload + u"/finish"_s, json::object()).status, 409);
        QCOMPARE(call("GET", upload).body.at("received").as_int64(), piece);
        for (qsizetype at = piece; at < file.size(); at += piece)
            QCOMPARE(put(at).status, 200);
        QCOMPARE(call("POST", upload + u"/finish"_s, json::object()).status, 200);
        QVERIFY(ends(begun.text("id")));
        QVERIFY(document(begun.text("id")).at("passages").as_int64() > 1'000);

        QByteArray back;
        for (json::value next = 0; !next.is_null();) {
            const RestReply part = call("GET", u"/%1/original?offset=%2"_s.arg(begun.text("id")).arg(next.as_int64()));
            back += QByteArray::fromBase64(part.text("data").toLatin1());
            const auto *more = part.body.as_object().if_contains("nextOffset");
            next = more ? *more : json::value();
        }
        QCOMPARE(back, file);

        const RestReply again = call("POST", u"/uploads"_s, begin);
        QCOMPARE(again.status, 409);
        QVERIFY(again.text("detail").contains(u"report.txt"));
    }
    void passagesBeginWhereTheyAreWanted()
    {
        QStringList lines;
        for (int i = 0; i < 400; ++i)
            lines << u"Rule %1 of department %2 says what nobody else says about it."_s.arg(i).arg(m_number);
        const QString id = addText(lines.join(u"\n\n"_s));
        QVERIFY(ends(id));
        const json::array all = passagesOf(id);
        QVERIFY(all.size() > 10);
        const QString wanted = QString::fromStdString(all.at(8).at("id").as_string().c_str());
        const RestReply around = call("GET", u"/%1/passages?limit=5&passageId=%2"_s.arg(id, wanted));
        QCOMPARE(around.body.at("items").at(0).at("ordinal").as_int64(), 5);
        QVERIFY(around.body.as_object().contains("nextCursor"));
        const RestReply from = call("GET", u"/%1/passages?limit=2&from=3"_s.arg(id));
        QCOMPARE(from.body.at("items").at(0).at("ordinal").as_int64(), 3);
        const QString other = addText(words());
        QVERIFY(ends(other));
        QCOMPARE(call("GET", u"/%1/passages?passageId=%2"_s.arg(other, wanted)).status, 404);
    }
    void anUploadThatChangedOnTheWayIsRefusedAndTakesNoPlace()
    {
        const QByteArray file = "What was announced is something else.";
        const RestReply begun =
            call("POST", u"/uploads"_s, {{"name", "a.txt"}, {"size", file.size()}, {"hash", std::string(64, 'a')}});
        const QString upload = u"/uploads/"_s + begun.text("id");
        QCOMPARE(call("PUT", upload, {{"offset", 0}, {"data", file.toBase64().toStdString()}}).status, 200);
        QCOMPARE(call("POST", upload + u"/finish"_s, json::object()).status, 409);
        QCOMPARE(call("GET", upload).status, 404);
    }
    void theSameBytesAreTakenOnce()
    {
        const QString text = words();
        QVERIFY(!addText(text).isEmpty());
        const RestReply again = call("POST", {}, {{"name", "Copy"}, {"text", text.toStdString()}});
        QCOMPARE(again.status, 409);
        QVERIFY(again.text("detail").contains(u"Refund policy"));
    }
    void whatIsNoTextFailsWithTheReason()
    {
        const RestReply made =
            call("POST", {}, {{"name", "x.bin"}, {"data", QByteArray(4'000, '\x01').toBase64().toStdString()}});
        QVERIFY(ends(made.text("id"), u"failed"_s));
        const json::object failed = document(made.text("id"));
        QVERIFY(!failed.at("problem").at("detail").as_string().empty());
        QVERIFY(!failed.at("problem").at("hint").as_string().empty());
    }
    void aChangedTextIsReadAgain()
    {
        const QString id = addText(words());
        QVERIFY(ends(id));
        QCOMPARE(call("PUT", u"/"_s + id, {{"text", "Nothing is paid back any more."}, {"name", "New"}}).status, 200);
        QVERIFY(ends(id));
        const json::array passages = passagesOf(id);
        QCOMPARE(passages.size(), size_t(1));
        QCOMPARE(passages.at(0).at("text").as_string(), "Nothing is paid back any more.");
        QCOMPARE(call("GET", u"/"_s + id).text("text"), u"Nothing is paid back any more."_s);
    }
    void whatIsDeletedIsGoneWithItsPassages()
    {
        const QString id = addText(words());
        QVERIFY(ends(id));
        QCOMPARE(call("DELETE", u"/"_s + id).status, 200);
        QCOMPARE(call("GET", u"/"_s + id).status, 404);
        QCOMPARE(call("GET", u"/"_s + id + u"/passages"_s).status, 404);
    }
    void listsAreFilteredAndPaged()
    {
        for (int i = 0; i < 5; ++i)
            addText(words(), "Paged ledger");
        const RestReply first = call("GET", u"?text=ledger&limit=3"_s);
        QCOMPARE(first.body.at("items").as_array().size(), size_t(3));
        const RestReply rest = call("GET", u"?text=LEDGER%20paged&limit=3&cursor="_s + first.text("nextCursor"));
        QCOMPARE(rest.body.at("items").as_array().size(), size_t(2));
        QVERIFY(rest.text("nextCursor").isEmpty());
        QCOMPARE(call("GET", u"?state=nonsense"_s).status, 422);
    }
    void whatIsPrivateIsSeenByNobodyElse()
    {
        const RestReply made =
            call("POST", {}, {{"name", "Mine"}, {"text", words().toStdString()}, {"visibility", "private"}});
        const QString member = memberOf(Role::Member);
        const QString path = m_place + u"/"_s + made.text("id");
        QCOMPARE(m_server->rest("GET", path, member).status, 404);
        QVERIFY(!m_server->rest("GET", m_place, member).bytes.contains(made.text("id").toLatin1()));
        QCOMPARE(call("PUT", u"/"_s + made.text("id"), {{"visibility", "organization"}}).status, 200);
        QCOMPARE(m_server->rest("GET", path, member).status, 200);
        // A member sees it, and may not change what is not theirs.
        QCOMPARE(m_server->rest("DELETE", path, member).status, 403);
        QCOMPARE(m_server->rest("GET", path, memberOf(Role::Guest)).status, 403); // guests ask nothing
    }
    void viewersReadAndAddNothing()
    {
        const QString viewer = memberOf(Role::Viewer);
        QCOMPARE(m_server->rest("GET", m_place, viewer).status, 200);
        QCOMPARE(m_server->rest("POST", m_place, viewer, {{"name", "x"}, {"text", "y"}}).status, 403);
    }
    void windowsAreTold()
    {
        RpcConnection rpc(*m_server, m_token);
        const std::string workspace = m_place.section(u'/', 1, 1).toStdString();
        QVERIFY(rpc.call("documents.follow", {{"workspaceId", workspace}}).contains("result"));
        QCOMPARE(call("POST", u"/follow"_s, json::object()).status, 422); // no WebSocket
    }
    void aFileOfEachKindBecomesPassages_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("found");
        QTest::newRow("csv") << u"stock.csv"_s << QByteArray("item,count\nMallets,12\nChisels,7\n") << u"Mallets"_s;
        QTest::newRow("html") << u"page.html"_s
                              << QByteArray("<!doctype html><html><head><title>Stock</title></head><body><h1>Tools"
                                            "</h1><p>Whetstones are kept in the cellar.</p></body></html>")
                              << u"Whetstones"_s;
        QTest::newRow("text") << u"note.txt"_s << QByteArray("Spokeshaves are sold out.") << u"Spokeshaves"_s;
    }
    void aFileOfEachKindBecomesPassages()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, found);
        const RestReply made =
            call("POST", {}, {{"name", name.toStdString()}, {"data", bytes.toBase64().toStdString()}});
        QVERIFY(ends(made.text("id")));
        QVERIFY(QString::fromStdString(json::serialize(passagesOf(made.text("id")))).contains(found));
    }
    void progressCountsAll()
    {
        const RestReply progress = call("GET", u"/progress"_s);
        QVERIFY(progress.body.at("completed").as_int64() > 5);
        QVERIFY(progress.body.at("failed").as_int64() >= 1);
    }
    void aMarkdownFileKeepsItsHeadings()
    {
        const QByteArray file = "# Handbook\n\nWelcome to department 9000.\n\n## Refunds\n\nA refund takes a week.\n";
        const RestReply made = call("POST", {}, {{"name", "handbook.md"}, {"data", file.toBase64().toStdString()}});
        QCOMPARE(made.status, 201);
        QVERIFY(ends(made.text("id")));
        const json::array passages = passagesOf(made.text("id"));
        QCOMPARE(passages.size(), size_t(2));
        QVERIFY(QString::fromStdString(passages.at(1).at("heading").as_string().c_str()).contains(u"Refunds"));
    }
};

static const bool registered = tabletalk::test::add<TestDocuments>();
#include "tst_Documents.moc"
