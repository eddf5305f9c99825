// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/ScriptedTransport.h"
#include "ui/knowledge/DocumentModel.h"
#include "ui/knowledge/SitePages.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Notice.h"

#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int pageSize = 100;
constexpr int allDocuments = 250;

QJsonObject documentJson(int number)
{
    return {{u"id"_s, idText(number)},
            {u"workspaceId"_s, idText(90)},
            {u"kind"_s, u"file"_s},
            {u"name"_s, u"File %1"_s.arg(number)},
            {u"mediaType"_s, u"text/plain"_s},
            {u"sourceUrl"_s, u""_s},
            {u"language"_s, u"en"_s},
            {u"size"_s, 1'000},
            {u"state"_s, u"completed"_s},
            {u"progress"_s, 100},
            {u"active"_s, true},
            {u"pages"_s, 1},
            {u"passages"_s, 2},
            {u"visibility"_s, u"organization"_s},
            {u"ownerId"_s, idText(92)},
            {u"ownerName"_s, u"Ada Lovelace"_s},
            {u"mine"_s, true},
            {u"mayChange"_s, true},
            {u"createdAt"_s, u"2026-05-05T10:15:00Z"_s},
            {u"updatedAt"_s, u"2026-05-05T10:15:00Z"_s}};
}

/// The page that begins at the cursor, newest first.
QJsonObject pageJson(const QJsonObject &params)
{
    const int begin = params[u"cursor"_s].toString().toInt();
    const int end = std::min(begin + pageSize, allDocuments);
    QJsonArray items;
    for (int i = begin; i < end; ++i)
        items.append(documentJson(9'000 - i));
    QJsonObject list{{u"items"_s, items}};
    if (end < allDocuments)
        list[u"nextCursor"_s] = QString::number(end);
    return list;
}

} // namespace

/// Lists of documents whose pages fail now and then.
class TestDocumentsList : public QObject
{
    Q_OBJECT

    struct Fixture
    {
        Fixture()
        {
            auto made = std::make_unique<ScriptedTransport>();
            server = made.get();
            session = std::make_unique<Session>(std::move(made), SessionOptions{1ms, 4ms, 20s, 0});
            session->open(QUrl(u"ws://127.0.0.1:1/rpc"_s), api::SignedIn{u"access"_s, u"refresh"_s, 900, {}, {}, {}});
            attach();
            next = server->calls.size();
        }
        void attach() const
        {
            server->accept();
            server->answer(server->last(u"auth.attach"_s).id, attachedJson());
        }
        /// All that was asked of the list.
        void reply()
        {
            while (next < server->calls.size()) {
                const ScriptedTransport::Call call = server->calls[next++];
                if (call.method == u"documents.list")
                    server->answer(call.id, pageJson(call.params));
            }
        }
        /// The first page is there, and the second is asked for.
        void openTwo(DocumentModel &model)
        {
            model.setWorkspace(*WorkspaceId::fromString(idText(90)));
            reply();
            model.fetchMore({});
        }
        QString cursor() const { return server->last(u"documents.list"_s).params[u"cursor"_s].toString(); }

        ScriptedTransport *server = nullptr;
        std::unique_ptr<Session> session;
        size_t next = 0;
    };

    Theme *m_theme = nullptr;

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void cleanupTestCase() { delete m_theme; }

    void aPageThatFailedIsFetchedWhenTheListIsRefreshed()
    {
        Fixture f;
        DocumentModel model(*f.session);
        f.openTwo(model);
        QCOMPARE(model.rowCount(), pageSize);
        QCOMPARE(f.cursor(), u"100"_s);
        const QSignalSpy failed(&model, &DocumentModel::failed);
        f.server->refuse(f.server->last(u"documents.list"_s).id, u"unavailable"_s);
        f.next = f.server->calls.size();
        QCOMPARE(failed.count(), 1);
        QVERIFY(!model.canFetchMore({})); // scrolling does not ask again and again
        model.refresh(0, 10);
        f.reply();
        QCOMPARE(model.rowCount(), 2 * pageSize);
        model.fetchMore({});
        f.reply();
        QCOMPARE(model.rowCount(), allDocuments);
        QVERIFY(!model.canFetchMore({}));
    }
    void aRefreshThatFailedDoesNotEndTheList()
    {
        Fixture f;
        DocumentModel model(*f.session);
        model.setWorkspace(*WorkspaceId::fromString(idText(90)));
        f.reply();
        QVERIFY(model.canFetchMore({}));
        model.refresh(0, 10);
        f.server->refuse(f.server->last(u"documents.list"_s).id, u"unavailable"_s);
        QVERIFY(model.canFetchMore({}));
    }
    void aPageThatWasLostWithTheConnectionIsFetchedOnceThatIsBack()
    {
        Fixture f;
        DocumentModel model(*f.session);
        f.openTwo(model);
        f.server->drop();
        f.next = f.server->calls.size();
        const int opens = f.server->opens;
        QTRY_VERIFY(f.server->opens > opens);
        f.attach();
        QVERIFY(f.session->isReady());
        f.reply();
        QCOMPARE(model.rowCount(), 2 * pageSize);
    }
    void aPageOfAnotherServerIsNotAskedFor()
    {
        Fixture f;
        DocumentModel model(*f.session);
        f.openTwo(model);
        f.server->refuse(f.server->last(u"documents.list"_s).id, u"unavailable"_s);
        const int asked = f.server->count(u"documents.list"_s);
        f.session->open(QUrl(u"ws://127.0.0.1:2/rpc"_s), api::SignedIn{u"access"_s, u"refresh"_s, 900, {}, {}, {}});
        f.attach();
        QVERIFY(f.session->isReady());
        QCOMPARE(f.server->count(u"documents.list"_s), asked);
    }
    void theFirstPageIsFetchedAgainAsWell()
    {
        Fixture f;
        DocumentModel model(*f.session);
        model.setWorkspace(*WorkspaceId::fromString(idText(90)));
        f.server->refuse(f.server->last(u"documents.list"_s).id, u"unavailable"_s);
        f.next = f.server->calls.size();
        model.refresh(0, 0);
        f.reply();
        QCOMPARE(model.rowCount(), pageSize);
        model.refresh(0, 10);
        f.reply();
        QCOMPARE(model.rowCount(), pageSize); // once is enough
        model.fetchMore({});
        f.reply();
        QCOMPARE(model.rowCount(), 2 * pageSize);
    }

    void pagesOfASiteThatCannotBeListedAreNotLookedForAnyMore()
    {
        Fixture f;
        SitePages pages(*f.session, nullptr);
        api::Document site;
        site.id = *DocumentId::fromString(idText(40));
        site.workspaceId = *WorkspaceId::fromString(idText(90));
        site.kind = u"site"_s;
        pages.show(site);
        const auto *words = pages.findChild<QLabel *>(u"noPages"_s);
        const auto *notice = pages.findChild<Notice *>(u"pageProblem"_s);
        QVERIFY(words && notice);
        QVERIFY(!words->isHidden());
        f.server->refuse(f.server->last(u"documents.list"_s).id, u"unavailable"_s, u"It does not answer."_s);
        QVERIFY(words->isHidden());
        QVERIFY(!notice->isHidden());
        QVERIFY(notice->text().contains(u"It does not answer."_s));
        f.next = f.server->calls.size();
        pages.show(site);
        f.server->answer(f.server->last(u"documents.list"_s).id, QJsonObject{{u"items"_s, QJsonArray()}});
        QVERIFY(notice->isHidden());
        QVERIFY(!words->isHidden()); // now it is known that there are none
    }
};

static const bool registered = tabletalk::test::add<TestDocumentsList>();
#include "tst_DocumentsList.moc"
