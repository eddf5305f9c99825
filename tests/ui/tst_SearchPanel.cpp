// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Documents.h"
#include "core/api/Tenants.h"
#include "tests/support/TestRunner.h"
#include "tests/ui/FakeDatabases.h"
#include "tests/ui/WindowFixture.h"
#include "ui/search/HitText.h"
#include "ui/theme/Colors.h"
#include "ui/widgets/Notice.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSettings>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject reasonOf(const QString &way, int rank, double score, double share)
{
    QJsonArray terms;
    if (way == u"keyword")
        terms = {
            QJsonObject{{u"word"_s, u"refunded"_s}, {u"found"_s, u"refund"_s}, {u"count"_s, 2}, {u"weight"_s, 3.21}},
            QJsonObject{{u"word"_s, u"opened"_s}, {u"found"_s, u"Opened"_s}, {u"count"_s, 1}, {u"weight"_s, 1.4}}};
    return {{u"way"_s, way},     {u"rank"_s, rank},   {u"score"_s, score},
            {u"share"_s, share}, {u"terms"_s, terms}, {u"path"_s, QJsonArray()}};
}

QJsonObject hitOf(int id, const QString &name, const QString &text, const QJsonArray &reasons)
{
    return {{u"passageId"_s, idText(id)},
            {u"documentId"_s, idText(id + 100)},
            {u"documentName"_s, name},
            {u"sourceUrl"_s, QString()},
            {u"ordinal"_s, 3},
            {u"page"_s, 4},
            {u"heading"_s, u"Returns › Refunds"_s},
            {u"text"_s, text},
            {u"excerpt"_s, text},
            {u"score"_s, 0.03},
            {u"reasons"_s, reasons},
            {u"explanation"_s,
             u"This passage has “refund” 2 times (place 1) and is about the same (likeness 0.71, place 2)."_s}};
}

} // namespace

/// The place to try searching: hits with their reasons, ways side by side.
class TestSearchPanel : public QObject
{
    Q_OBJECT

private:
    Theme *m_theme = nullptr;
    FakeDatabases m_databases{10};

    static QJsonValue answerTo(const QJsonObject &params)
    {
        const QString mode = params[u"mode"_s].toString();
        const QString text = u"Opened goods can be returned within 30 days for a refund; a refund is paid to the card "
                             "that was charged. Goods that were <b>used</b> are taken back at half of their price."_s;
        const QString other = u"Whoever is not satisfied gets the money back when the parcel arrives at our store."_s;
        QJsonArray hits;
        if (mode == u"keyword")
            hits = {hitOf(40, u"Refund policy.pdf"_s, text, {reasonOf(u"keyword"_s, 1, 7.9, 1)})};
        else if (mode == u"vector")
            hits = {hitOf(41, u"Handbook.docx"_s, other, {reasonOf(u"vector"_s, 1, 0.74, 1)}),
                    hitOf(40, u"Refund policy.pdf"_s, text, {reasonOf(u"vector"_s, 2, 0.71, 1)})};
        else
            hits = {hitOf(40, u"Refund policy.pdf"_s, text,
                          {reasonOf(u"keyword"_s, 1, 7.9, 0.51), reasonOf(u"vector"_s, 2, 0.71, 0.49)}),
                    hitOf(41, u"Handbook.docx"_s, other, {reasonOf(u"vector"_s, 1, 0.74, 1)})};
        if (params[u"query"_s].toString() == u"nothing")
            hits = {};
        return QJsonObject{
            {u"hits"_s, hits},
            {u"mode"_s, mode},
            {u"embedder"_s, mode == u"keyword" ? QString() : u"built-in"_s},
            {u"searched"_s, 1'250},
            {u"ms"_s, 7},
            {u"note"_s, mode == u"hybrid"
                            ? u"New passages that have no vectors yet and are found by their words alone: 12."_s
                            : QString()}};
    }
    static QJsonObject passages()
    {
        QJsonArray items;
        for (int i = 0; i < 12; ++i)
            items.append(QJsonObject{{u"id"_s, idText(37 + i)},
                                     {u"ordinal"_s, 20 + i},
                                     {u"page"_s, 4},
                                     {u"heading"_s, u"Returns › Refunds"_s},
                                     {u"text"_s, i == 3 ? u"Opened goods can be returned within 30 days for a refund; "
                                                          "a refund is paid to the card that was charged."_s
                                                        : u"Rule %1 says what the others do not say."_s.arg(i)}});
        return {{u"items"_s, items}};
    }
    void fill(FakeServer &server)
    {
        m_databases.serve(server);
        server.on(u"tenant.read"_s,
                  messageWith<api::TenantProfile>({{u"id"_s, idText(2)}, {u"defaultWorkspaceId"_s, idText(5)}}));
        server.on(u"search.query"_s, FakeServer::Answer([](const QJsonObject &params) { return answerTo(params); }));
    }
    static bool open(WindowFixture &f)
    {
        f.open();
        if (!QTest::qWaitFor([&] { return f.server->count(u"databases.list"_s) > 0; }))
            return false;
        f.window().showPanel(u"search"_s);
        return QTest::qWaitFor([&] { return f.server->count(u"tenant.read"_s) > 0; });
    }
    static void ask(WindowFixture &f, const QString &query)
    {
        auto *field = f.find<QLineEdit>(u"searchQuery"_s);
        QTest::qWait(20);
        field->setText(query);
        QTest::keyClick(field, Qt::Key_Return);
    }
    static qsizetype hits(WindowFixture &f) { return f.window().findChildren<QWidget *>(u"searchHit"_s).size(); }

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void init()
    {
        QSettings().clear();
        m_theme->setMode(ThemeMode::Light);
    }
    void cleanupTestCase() { delete m_theme; }

    void aHitSaysWhyItWasFound()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        QVERIFY(open(f));
        QVERIFY(f.picture(f.window(), u"search-empty"_s));
        ask(f, u"are opened goods refunded?"_s);
        QTRY_COMPARE(hits(f), 2);
        QCOMPARE(f.server->last(u"search.query"_s).value(u"mode"_s).toString(), u"hybrid"_s);
        QCOMPARE(f.server->last(u"search.query"_s).value(u"workspaceId"_s).toString(), idText(5));
        const QString excerpt = f.find<QLabel>(u"searchExcerpt"_s)->text();
        QVERIFY(excerpt.contains(u">refund</span>"_s));
        QVERIFY(excerpt.contains(u">Opened</span>"_s));
        QVERIFY(excerpt.contains(u"&lt;b&gt;used"_s)); // what a document says is never dressed
        QVERIFY(f.find<QLabel>(u"searchExplanation"_s)->text().contains(u"2 times"_s));
        QVERIFY(f.find<QLabel>(u"searchFacts"_s)->text().contains(u"7 ms"_s));
        QVERIFY(!f.find<QWidget>(u"searchTerms"_s)->isVisible());
        QTRY_VERIFY(f.find<QPushButton>(u"searchWhy"_s)->isVisible());
        f.find<QPushButton>(u"searchWhy"_s)->click();
        QVERIFY(f.find<QWidget>(u"searchTerms"_s)->isVisible());
        QVERIFY(f.picture(f.window(), u"search"_s));
        QCOMPARE(namelessControls(f.window()).join(u", "_s), QString());
    }

    void aHitOpensItsDocumentAtThePassage()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        QVERIFY(open(f));
        ask(f, u"are opened goods refunded?"_s);
        QTRY_COMPARE(hits(f), 2);
        f.server->on(u"documents.read"_s, messageWith<api::Document>({{u"id"_s, idText(140)},
                                                                      {u"ownerId"_s, idText(92)},
                                                                      {u"workspaceId"_s, idText(5)},
                                                                      {u"name"_s, u"Refund policy.pdf"_s},
                                                                      {u"kind"_s, u"file"_s},
                                                                      {u"state"_s, u"completed"_s},
                                                                      {u"passages"_s, 60}}));
        f.server->on(u"documents.passages"_s, passages());
        f.click(u"searchOpen"_s);
        QTRY_COMPARE(f.server->last(u"documents.read"_s)[u"id"_s].toString(), idText(140));
        QTRY_COMPARE(f.server->last(u"documents.passages"_s)[u"passageId"_s].toString(), idText(40));
        auto *text = f.find<QPlainTextEdit>(u"documentPassages"_s);
        QTRY_VERIFY(text && !text->extraSelections().isEmpty());
        QVERIFY(text->extraSelections().front().cursor.selectedText().contains(u"Opened goods"_s));
        QVERIFY(f.picture(f.window(), u"knowledge-passage"_s));
        QCOMPARE(namelessControls(f.window()), QStringList());
        // What stands before it comes when it is wanted.
        f.click(u"earlierPassages"_s);
        QTRY_COMPARE(f.server->last(u"documents.passages"_s)[u"from"_s].toInt(), 0);
        f.click(u"documentBack"_s);
        QTRY_VERIFY(f.find<QWidget>(u"searchPanel"_s)->isVisible());
        QCOMPARE(hits(f), 2);
    }

    void aPassageThatIsGoneIsSaidToBe()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        QVERIFY(open(f));
        ask(f, u"are opened goods refunded?"_s);
        QTRY_COMPARE(hits(f), 2);
        f.server->on(u"documents.read"_s, messageWith<api::Document>({{u"id"_s, idText(140)},
                                                                      {u"ownerId"_s, idText(92)},
                                                                      {u"workspaceId"_s, idText(5)},
                                                                      {u"kind"_s, u"file"_s},
                                                                      {u"state"_s, u"completed"_s},
                                                                      {u"passages"_s, 60}}));
        f.server->refuse(
            u"documents.passages"_s,
            {{u"code"_s, u"not_found"_s}, {u"title"_s, u"Not found"_s}, {u"detail"_s, u"It was read again since."_s}});
        f.click(u"searchOpen"_s);
        QTRY_VERIFY(f.find<Notice>(u"passagesProblem"_s) && f.find<Notice>(u"passagesProblem"_s)->isVisible());
        QTRY_COMPARE(f.server->count(u"documents.passages"_s), 2); // then from its beginning
    }

    void waysStandBesideEachOther()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        QVERIFY(open(f));
        ask(f, u"are opened goods refunded?"_s);
        QTRY_COMPARE(hits(f), 2);
        f.find<QCheckBox>(u"searchCompare"_s)->click();
        QTRY_COMPARE(hits(f), 5);
        QVERIFY(!f.find<QComboBox>(u"searchMode"_s)->isEnabled());
        QVERIFY(f.picture(f.window(), u"search-compare"_s));
    }

    void oneDocumentCanBeSearchedAlone()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        QVERIFY(open(f));
        ask(f, u"are opened goods refunded?"_s);
        QTRY_COMPARE(hits(f), 2);
        f.click(u"searchOnly"_s);
        QTRY_COMPARE(f.server->last(u"search.query"_s).value(u"documentIds"_s).toArray(), QJsonArray{idText(140)});
        QVERIFY(f.find<QPushButton>(u"searchEverywhere"_s)->text().contains(u"Refund policy.pdf"_s));
        f.click(u"searchEverywhere"_s);
        QTRY_COMPARE(f.server->last(u"search.query"_s).value(u"documentIds"_s).toArray(), QJsonArray());
    }

    void whatFindsNothingSaysWhatToDo()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        QVERIFY(open(f));
        ask(f, u"nothing"_s);
        QTRY_VERIFY(f.find<QLabel>(u"searchNone"_s)->isVisible());
        f.server->refuse(u"search.query"_s, {{u"code"_s, u"invalid_request"_s}, {u"title"_s, u"Not a search"_s}});
        f.find<QComboBox>(u"searchMode"_s)->setCurrentIndex(3);
        QTRY_VERIFY(f.find<QWidget>(u"searchNotice"_s)->isVisible());
    }
};

static const bool registered = tabletalk::test::add<TestSearchPanel>();
#include "tst_SearchPanel.moc"
