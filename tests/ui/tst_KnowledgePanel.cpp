// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Members.h"
#include "tests/support/TestRunner.h"
#include "tests/ui/FakeDatabases.h"
#include "tests/ui/SavedAnswers.h"
#include "tests/ui/WindowFixture.h"
#include "ui/knowledge/DocumentModel.h"
#include "ui/knowledge/KnowledgeWidget.h"
#include "ui/knowledge/UploadQueue.h"
#include "ui/shell/MessageBar.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPointer>
#include <QProgressBar>
#include <QRadioButton>
#include <QTableView>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject documentJson(int number, const QString &name, const QString &state = u"completed"_s)
{
    QJsonObject document{{u"id"_s, idText(number)},
                         {u"workspaceId"_s, idText(90)},
                         {u"kind"_s, u"file"_s},
                         {u"name"_s, name},
                         {u"mediaType"_s, u"application/pdf"_s},
                         {u"sourceUrl"_s, u""_s},
                         {u"language"_s, u"en"_s},
                         {u"size"_s, 48'211 * (number % 7 + 1)},
                         {u"state"_s, state},
                         {u"progress"_s, state == u"processing" ? 40 : 100},
                         {u"active"_s, true},
                         {u"pages"_s, 12},
                         {u"passages"_s, state == u"completed" ? 37 : 0},
                         {u"visibility"_s, u"organization"_s},
                         {u"ownerId"_s, idText(92)},
                         {u"ownerName"_s, u"Ada Lovelace"_s},
                         {u"mine"_s, true},
                         {u"mayChange"_s, true},
                         {u"createdAt"_s, u"2026-05-05T10:15:00Z"_s},
                         {u"updatedAt"_s, u"2026-05-05T10:15:00Z"_s}};
    if (state == u"failed")
        document[u"problem"_s] = QJsonObject{{u"code"_s, u"invalid_request"_s},
                                             {u"title"_s, u"Invalid request"_s},
                                             {u"detail"_s, u"The file is protected by a password."_s},
                                             {u"hint"_s, u"Save it without the password, and add it again."_s}};
    return document;
}

QJsonObject progressJson(int pending, int completed)
{
    QJsonObject progress{{u"pending"_s, pending},
                         {u"processing"_s, pending > 0 ? 1 : 0},
                         {u"completed"_s, completed},
                         {u"failed"_s, 1},
                         {u"passages"_s, 4'120},
                         {u"bytes"_s, 91'000'000},
                         {u"bytesWaiting"_s, pending * 500'000}};
    if (pending > 0)
        progress[u"secondsLeft"_s] = 190;
    return progress;
}

} // namespace

/// The panel of documents against fixed answers.
class TestKnowledgePanel : public QObject
{
    Q_OBJECT

    Theme *m_theme = nullptr;

    static void fill(FakeServer &server, int pending = 2)
    {
        fillWindow(server);
        server.on(u"tenant.read"_s, QJsonObject{{u"id"_s, idText(80)},
                                                {u"name"_s, u"Ours"_s},
                                                {u"slug"_s, u"ours"_s},
                                                {u"timeZone"_s, u"UTC"_s},
                                                {u"defaultWorkspaceId"_s, idText(90)},
                                                {u"createdAt"_s, u"2026-05-05T10:15:00Z"_s},
                                                {u"status"_s, u"active"_s}});
        server.on(u"documents.follow"_s, progressJson(pending, 40));
        server.on(u"documents.progress"_s, progressJson(pending, 40));
        server.on(u"documents.list"_s, [](const QJsonObject &params) {
            QJsonArray items;
            for (const QJsonObject &item :
                 {documentJson(9, u"Handbook 2026.pdf"_s, u"processing"_s),
                  documentJson(8, u"Price list.csv"_s, u"pending"_s),
                  documentJson(7, u"Locked contract.pdf"_s, u"failed"_s), documentJson(6, u"Refund policy.docx"_s),
                  documentJson(5, u"Safety rules for the workshop, second edition.pdf"_s)}) {
                const QString state = params[u"state"_s].toString();
                if (item[u"name"_s].toString().contains(params[u"text"_s].toString(), Qt::CaseInsensitive)
                    && (state.isEmpty() || item[u"state"_s] == state))
                    items.append(item);
            }
            return QJsonObject{{u"items"_s, items}};
        });
        server.on(u"documents.passages"_s,
                  QJsonObject{
                      {u"items"_s, QJsonArray{QJsonObject{{u"id"_s, idText(100)},
                                                          {u"ordinal"_s, 0},
                                                          {u"page"_s, 3},
                                                          {u"heading"_s, u"Refunds › Time"_s},
                                                          {u"text"_s, u"A refund is paid within fourteen days."_s}}}}});
    }
    static QTableView *table(WindowFixture &f) { return f.find<QTableView>(u"documentTable"_s); }
    static QStringList smallFiles(WindowFixture &f, int number)
    {
        QStringList paths;
        for (int i = 0; i < number; ++i) {
            QFile file(f.directory.filePath(u"note %1.txt"_s.arg(i)));
            if (file.open(QIODevice::WriteOnly) && file.write("Refunds take fourteen days.") > 0)
                paths.append(file.fileName());
        }
        return paths;
    }
    static KnowledgeWidget *open(WindowFixture &f, int pending = 2)
    {
        f.open();
        fill(*f.server, pending);
        f.window().showPanel(u"knowledge"_s);
        const bool isThere = QTest::qWaitFor([&] { return table(f) && table(f)->model()->rowCount() == 5; });
        return isThere ? f.find<KnowledgeWidget>(u"knowledgePanel"_s) : nullptr;
    }

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void cleanupTestCase() { delete m_theme; }

    /// Nothing of it is added to a place that was not meant; how much is missing is said.
    void filesThatWereNotSentBeforeTheWindowWentElsewhereAreCounted_data()
    {
        QTest::addColumn<bool>("server");
        QTest::newRow("another workspace") << false;
        QTest::newRow("another server") << true;
    }
    void filesThatWereNotSentBeforeTheWindowWentElsewhereAreCounted()
    {
        QFETCH(bool, server);
        WindowFixture f(*m_theme);
        const auto workspace = [](int number, const QString &name, bool isDefault) {
            return QJsonObject{{u"id"_s, idText(number)},
                               {u"name"_s, name},
                               {u"slug"_s, name.toLower()},
                               {u"isDefault"_s, isDefault},
                               {u"createdAt"_s, u"2026-05-05T10:15:00Z"_s}};
        };
        f.server->on(u"workspaces.list"_s, QJsonObject{{u"items"_s, QJsonArray{workspace(90, u"Default"_s, true),
                                                                               workspace(91, u"Sales"_s, false)}}});
        KnowledgeWidget *panel = open(f);
        QVERIFY(panel);
        QTRY_COMPARE(f.desktop->workspaces().all().size(), size_t(2));
        f.server->hang(u"documents.create"_s);
        QStringList paths;
        for (int i = 0; i < 6; ++i) {
            paths.append(f.directory.filePath(u"note %1.txt"_s.arg(i)));
            QFile file(paths.last());
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("Refunds take fourteen days.");
        }
        panel->addFiles(paths);
        QTRY_COMPARE(f.server->count(u"documents.create"_s), 4); // so many at once
        if (server)
            f.desktop->session().close();
        else
            f.desktop->workspaces().choose(*WorkspaceId::fromString(idText(91)));
        auto *bar = f.window().findChild<MessageBar *>();
        QTRY_VERIFY2(bar->isVisible() && bar->text().contains(u"6 files were not sent"_s), qPrintable(bar->text()));
        QCoreApplication::processEvents();
        QVERIFY(bar->text().contains(u"6 files"_s)); // and nothing else takes its place
        QCOMPARE(f.server->count(u"documents.create"_s), 4);
        QVERIFY(saveScreenshot(f.window(), server ? u"uploads-left-server"_s : u"uploads-left-workspace"_s));
    }

    void sendingIsStoppedByAButton()
    {
        WindowFixture f(*m_theme);
        KnowledgeWidget *panel = open(f, 0);
        QVERIFY(panel);
        const auto *stop = f.find<QPushButton>(u"knowledgeStop"_s);
        QVERIFY(stop && !stop->isVisible());
        f.server->hang(u"documents.create"_s);
        panel->addFiles(smallFiles(f, 6));
        QTRY_COMPARE(f.server->count(u"documents.create"_s), 4);
        QVERIFY(stop->isVisible());
        QVERIFY(namelessControls(*panel).isEmpty());
        QVERIFY(f.picture(f.window(), u"knowledge-sending"_s));
        f.click(u"knowledgeStop"_s);
        QVERIFY(!stop->isVisible());
        const auto *bar = f.window().findChild<MessageBar *>();
        QVERIFY2(bar->isVisible() && bar->text().contains(u"6 files were not sent."_s), qPrintable(bar->text()));
        QCoreApplication::processEvents();
        QCOMPARE(f.server->count(u"documents.create"_s), 4);
    }
    void whyFilesWereNotAddedIsSaidForAllOfThem()
    {
        WindowFixture f(*m_theme);
        KnowledgeWidget *panel = open(f, 0);
        QVERIFY(panel);
        f.server->refuse(u"documents.create"_s, {{u"code"_s, u"too_large"_s},
                                                 {u"title"_s, u"Too large"_s},
                                                 {u"detail"_s, u"It does not fit."_s},
                                                 {u"hint"_s, u"Divide it."_s}});
        panel->addFiles(smallFiles(f, 7));
        const auto *bar = f.window().findChild<MessageBar *>();
        QTRY_VERIFY(bar->isVisible() && bar->text().contains(u"It does not fit."_s));
        QCOMPARE(bar->text().count(u"It does not fit."_s), qsizetype(5));
        QVERIFY(bar->text().contains(u"2 more files could not be added."_s));
        QVERIFY(bar->text().contains(u"Divide it."_s));
        QVERIFY(f.picture(f.window(), u"knowledge-not-added"_s));
    }
    void filesAreChosenWhileTheWindowGoesOn()
    {
        WindowFixture f(*m_theme);
        QVERIFY(open(f, 0));
        f.server->on(u"documents.create"_s, documentJson(20, u"note 0.txt"_s, u"pending"_s));
        f.click(u"addFiles"_s); // comes back at once
        const QPointer<QFileDialog> dialog = f.find<QFileDialog>(u"chooseFiles"_s);
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(dialog->fileMode(), QFileDialog::ExistingFiles);
        Q_EMIT dialog->filesSelected(smallFiles(f, 1));
        QTRY_COMPARE(f.server->count(u"documents.create"_s), 1);
        dialog->reject();
        QTRY_VERIFY(!dialog);
    }
    void theDocumentThatTheQuestionNamedIsDeleted()
    {
        WindowFixture f(*m_theme);
        QVERIFY(open(f));
        f.server->on(u"documents.delete"_s, QJsonObject());
        table(f)->selectRow(3);
        bool isAnswered = false;
        QTimer::singleShot(0, this, [&] {
            const auto *box = f.find<QMessageBox>(u"confirm"_s);
            if (!box)
                return;
            table(f)->selectRow(4); // the pane goes on to another
            const auto buttons = box->buttons();
            for (QAbstractButton *button : buttons) {
                if (box->buttonRole(button) == QMessageBox::DestructiveRole) {
                    isAnswered = true;
                    return button->click();
                }
            }
        });
        f.click(u"documentDelete"_s);
        QVERIFY(isAnswered);
        QTRY_COMPARE(f.server->count(u"documents.delete"_s), 1);
        QCOMPARE(f.server->last(u"documents.delete"_s)[u"id"_s].toString(), idText(6));
    }
    void aQuestionWhoseWindowEndsIsAnsweredNo()
    {
        const QPointer<QWidget> window = new QWidget;
        QTimer::singleShot(0, this, [window] { delete window.data(); });
        QVERIFY(!confirm(window, u"Delete it?"_s, u"This cannot be taken back."_s, u"Delete"_s));
        QVERIFY(!window);
    }

    void statesProgressAndTimeLeftAreShown()
    {
        WindowFixture f(*m_theme);
        const auto *panel = open(f);
        QVERIFY(panel);
        const auto *model = table(f)->model();
        QVERIFY(model->index(0, DocumentModel::State).data().toString().contains(u"40"));
        QTRY_VERIFY(f.find<QLabel>(u"knowledgeStanding"_s)->text().contains(u"3 minutes left"_s));
        QVERIFY(f.find<QProgressBar>(u"knowledgeProgress"_s)->isVisible());
        table(f)->selectRow(3);
        QTRY_VERIFY(f.find<QPlainTextEdit>(u"documentPassages"_s)->toPlainText().contains(u"fourteen days"_s));
        QVERIFY(namelessControls(*panel).isEmpty());
        QVERIFY(f.picture(f.window(), u"knowledge"_s));
    }
    void whatFailedSaysWhyAndWhatToDo()
    {
        WindowFixture f(*m_theme);
        QVERIFY(open(f));
        table(f)->selectRow(2);
        const auto *notice = f.find<Notice>(u"documentProblem"_s);
        QVERIFY(notice->isVisible());
        QVERIFY(notice->text().contains(u"password"_s));
        QVERIFY(f.picture(f.window(), u"knowledge-failed"_s));
        f.server->on(u"documents.reprocess"_s, documentJson(7, u"Locked contract.pdf"_s, u"pending"_s));
        f.click(u"documentReprocess"_s);
        QTRY_VERIFY(!notice->isVisible());
    }
    void anEmptyWorkspaceSaysHowToBegin()
    {
        WindowFixture f(*m_theme);
        f.open();
        fill(*f.server, 0);
        f.server->on(u"documents.list"_s, QJsonObject{{u"items"_s, QJsonArray()}});
        f.window().showPanel(u"knowledge"_s);
        QTRY_VERIFY(f.find<QWidget>(u"knowledgeEmpty"_s)->isVisible());
        QTRY_VERIFY(f.server->count(u"documents.list"_s) > 0);
        QVERIFY(f.picture(f.window(), u"knowledge-empty"_s));
    }
    void aListThatFailsSaysWhyAndIsTriedAgain()
    {
        WindowFixture f(*m_theme);
        f.open();
        fill(*f.server, 0);
        f.server->refuse(u"documents.list"_s, {{u"code"_s, u"unavailable"_s},
                                               {u"title"_s, u"Not available"_s},
                                               {u"detail"_s, u"The platform database does not answer."_s}});
        f.window().showPanel(u"knowledge"_s);
        auto *retry = f.find<QPushButton>(u"knowledgeRetry"_s);
        QTRY_VERIFY(retry && retry->isVisible());
        QVERIFY(f.picture(f.window(), u"knowledge-unavailable"_s));
        fill(*f.server, 0);
        retry->click();
        QTRY_COMPARE(table(f)->model()->rowCount(), 5);
        QVERIFY(!retry->isVisible());
    }
    void theListIsFiltered()
    {
        WindowFixture f(*m_theme);
        QVERIFY(open(f));
        f.find<QLineEdit>(u"knowledgeSearch"_s)->setText(u"policy"_s);
        QTRY_COMPARE(table(f)->model()->rowCount(), 1);
        f.find<QLineEdit>(u"knowledgeSearch"_s)->clear();
        auto *state = f.find<QComboBox>(u"knowledgeState"_s);
        state->setCurrentIndex(state->findData(u"failed"_s));
        QTRY_COMPARE(table(f)->model()->rowCount(), 1);
    }
    void changesArriveWithoutPolling()
    {
        WindowFixture f(*m_theme);
        QVERIFY(open(f));
        table(f)->selectRow(3);
        f.server->on(
            u"documents.list"_s,
            QJsonObject{{u"items"_s, QJsonArray{documentJson(10, u"New.pdf"_s), documentJson(9, u"Handbook 2026.pdf"_s),
                                                documentJson(6, u"Refund policy.docx"_s)}}});
        f.server->notify(u"documents.changed"_s);
        QTRY_COMPARE(table(f)->model()->rowCount(), 3);
        QCOMPARE(table(f)->model()->index(0, 0).data().toString(), u"New.pdf"_s);
    }
    void theEndOfABatchIsToldOnce()
    {
        WindowFixture f(*m_theme);
        QVERIFY(open(f));
        QTRY_VERIFY(f.find<QProgressBar>(u"knowledgeProgress"_s)->isVisible());
        f.server->on(u"documents.progress"_s, progressJson(0, 43));
        f.server->notify(u"documents.changed"_s);
        QTRY_VERIFY(!f.find<QProgressBar>(u"knowledgeProgress"_s)->isVisible());
        QVERIFY(f.find<QLabel>(u"knowledgeStanding"_s)->text().contains(u"44"_s));
    }
    void droppedFilesAreSentInPieces()
    {
        WindowFixture f(*m_theme);
        auto *panel = open(f, 0);
        QVERIFY(panel);
        const QByteArray large(1'300'000, 'x');
        QFile small(f.directory.filePath(u"small.txt"_s));
        QVERIFY(small.open(QIODevice::WriteOnly) && small.write("A few words.") > 0 && small.flush());
        QFile big(f.directory.filePath(u"big.txt"_s));
        QVERIFY(big.open(QIODevice::WriteOnly) && big.write(large) > 0 && big.flush());
        f.server->on(u"documents.create"_s, documentJson(20, u"small.txt"_s, u"pending"_s));
        qint64 received = 0;
        QByteArray whole;
        const auto upload = [&](qint64 size) {
            return QJsonObject{
                {u"id"_s, idText(21)}, {u"size"_s, size}, {u"received"_s, received}, {u"pieceSize"_s, 524'288}};
        };
        f.server->on(u"documents.beginUpload"_s, [&](const QJsonObject &) { return upload(large.size()); });
        f.server->on(u"documents.readUpload"_s, [&](const QJsonObject &) { return upload(large.size()); });
        f.server->on(u"documents.uploadPiece"_s, [&](const QJsonObject &params) {
            const QByteArray piece = QByteArray::fromBase64(params[u"data"_s].toString().toLatin1());
            if (params[u"offset"_s].toInteger() == received) {
                whole += piece;
                received += piece.size();
            }
            return upload(large.size());
        });
        f.server->on(u"documents.finishUpload"_s, documentJson(21, u"big.txt"_s, u"pending"_s));
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(small.fileName()), QUrl::fromLocalFile(big.fileName())});
        QDragEnterEvent enter({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(panel, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(panel, &drop);
        QTRY_COMPARE(f.server->count(u"documents.finishUpload"_s), 1);
        QCOMPARE(f.server->count(u"documents.create"_s), 1);
        QCOMPARE(whole, large);
        QCOMPARE(f.server->count(u"documents.uploadPiece"_s), 3);
    }
    void aSiteIsAddedWithItsLimits()
    {
        WindowFixture f(*m_theme);
        QVERIFY(open(f));
        f.server->on(u"documents.addUrl"_s, documentJson(30, u"https://example.org/docs"_s, u"pending"_s));
        f.click(u"addUrl"_s);
        auto *dialog = f.find<QDialog>(u"addressDialog"_s);
        QTRY_VERIFY(dialog && dialog->isVisible());
        dialog->findChild<QLineEdit *>(u"documentUrl"_s)->setText(u"example.org/docs"_s);
        dialog->findChild<QCheckBox *>(u"documentSite"_s)->setChecked(true);
        QVERIFY(namelessControls(*dialog).isEmpty());
        QVERIFY(f.picture(*dialog, u"knowledge-address"_s));
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"addAddress"_s), Qt::LeftButton);
        QTRY_COMPARE(f.server->count(u"documents.addUrl"_s), 1);
        QCOMPARE(f.server->last(u"documents.addUrl"_s)[u"url"_s].toString(), u"https://example.org/docs"_s);
        QCOMPARE(f.server->last(u"documents.addUrl"_s)[u"site"_s][u"pages"_s].toInt(), 100);
    }
    void aSiteListsItsPagesWithWhyOneFailed()
    {
        WindowFixture f(*m_theme);
        f.open();
        fill(*f.server, 0);
        QJsonObject site = documentJson(40, u"https://example.org/docs"_s);
        site[u"kind"_s] = u"site"_s;
        site[u"pages"_s] = 3;
        site[u"passages"_s] = 0;
        const auto page = [](int number, const QString &name, const QString &state) {
            QJsonObject made = documentJson(number, name, state);
            made[u"kind"_s] = u"page"_s;
            made[u"parentId"_s] = idText(40);
            return made;
        };
        f.server->on(u"documents.list"_s, [&](const QJsonObject &params) {
            QJsonArray items{site};
            if (params[u"parentId"_s].toString() == idText(40)) {
                items = {page(43, u"Returns"_s, u"completed"_s), page(42, u"Members only"_s, u"failed"_s),
                         page(41, u"Docs"_s, u"completed"_s)};
                if (params[u"state"_s].toString() == u"failed")
                    items = {items[1]};
            }
            return QJsonObject{{u"items"_s, items}};
        });
        f.window().showPanel(u"knowledge"_s);
        QTRY_VERIFY(table(f) && table(f)->model()->rowCount() == 1);
        table(f)->selectRow(0);
        auto *pages = f.find<QTableView>(u"sitePages"_s);
        QTRY_COMPARE(pages->model()->rowCount(), 3);
        QVERIFY(!f.find<QPlainTextEdit>(u"documentPassages"_s)->isVisible());
        pages->selectRow(1);
        QVERIFY(f.find<Notice>(u"pageProblem"_s)->isVisible());
        QVERIFY(f.find<Notice>(u"pageProblem"_s)->text().contains(u"password"_s));
        QVERIFY(f.picture(f.window(), u"knowledge-site"_s));
        QCOMPARE(namelessControls(f.window()), QStringList());
        auto *state = f.find<QComboBox>(u"pageState"_s);
        state->setCurrentIndex(state->findData(u"failed"_s));
        Q_EMIT state->activated(state->currentIndex());
        QTRY_COMPARE(pages->model()->rowCount(), 1);
        state->setCurrentIndex(0);
        Q_EMIT state->activated(0);
        QTRY_COMPARE(pages->model()->rowCount(), 3);
        pages->selectRow(0);
        QTest::keyClick(pages, Qt::Key_Return);
        auto *text = f.find<QPlainTextEdit>(u"documentPassages"_s);
        QTRY_VERIFY(text->toPlainText().contains(u"fourteen days"_s));
        QVERIFY(!f.find<QPushButton>(u"documentShare"_s)->isVisible()); // its site says who sees it
        f.click(u"documentBack"_s);
        QTRY_VERIFY(pages->isVisible());
    }
    void aDocumentIsShownToPeopleAndTeams()
    {
        WindowFixture f(*m_theme);
        QVERIFY(open(f));
        QJsonObject shared = documentJson(6, u"Refund policy.docx"_s);
        f.server->on(u"documents.read"_s, shared);
        shared[u"visibility"_s] = u"shared"_s;
        f.server->on(u"documents.update"_s, shared);
        f.server->on(u"teams.list"_s, QJsonObject{{u"items"_s, QJsonArray()}});
        f.server->on(u"users.list"_s,
                     QJsonObject{{u"items"_s, messagesWith<api::Member>({QJsonObject{
                                                  {u"id"_s, idText(93)}, {u"fullName"_s, u"Grace Hopper"_s}}})}});
        table(f)->selectRow(3);
        f.click(u"documentShare"_s);
        auto *dialog = f.find<QDialog>(u"shareDialog"_s);
        QVERIFY(dialog);
        auto *people = dialog->findChild<QListWidget *>(u"sharePeople"_s);
        QTRY_COMPARE(people->count(), 1);
        dialog->findChild<QRadioButton *>(u"share_shared"_s)->click();
        people->item(0)->setCheckState(Qt::Checked);
        QVERIFY(f.picture(*dialog, u"share-document"_s));
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"saveShare"_s), Qt::LeftButton);
        QTRY_COMPARE(f.server->last(u"documents.update"_s)[u"userIds"_s].toArray(), QJsonArray{idText(93)});
        QTRY_COMPARE(f.find<QLabel>(u"documentSeenBy"_s)->text(), u"Some people"_s);
    }
    void theLanguageOfADocumentCanBeSaid()
    {
        WindowFixture f(*m_theme);
        QVERIFY(open(f));
        QJsonObject german = documentJson(6, u"Refund policy.docx"_s);
        german[u"language"_s] = u"de"_s;
        f.server->on(u"documents.update"_s, german);
        table(f)->selectRow(3);
        auto *language = f.find<QComboBox>(u"documentLanguage"_s);
        QCOMPARE(language->currentData().toString(), u"en"_s);
        language->setCurrentIndex(language->findData(u"de"_s));
        Q_EMIT language->activated(language->currentIndex());
        QTRY_COMPARE(f.server->last(u"documents.update"_s)[u"language"_s].toString(), u"de"_s);
        QTRY_COMPARE(language->currentData().toString(), u"de"_s);
    }
    void aDroppedFolderIsSentFileByFile()
    {
        WindowFixture f(*m_theme);
        auto *panel = open(f, 0);
        QVERIFY(panel);
        QDir folder(f.directory.path());
        QVERIFY(folder.mkpath(u"rules/old"_s));
        for (const QString &name : {u"rules/new.txt"_s, u"rules/old/first.txt"_s, u"rules/old/second.txt"_s}) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(name.toUtf8()) > 0);
        }
        f.server->on(u"documents.create"_s, documentJson(20, u"new.txt"_s, u"pending"_s));
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(folder.filePath(u"rules"_s))});
        QDragEnterEvent enter({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(panel, &enter);
        QDropEvent drop({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(panel, &drop);
        QTRY_COMPARE(f.server->count(u"documents.create"_s), 3);
    }
    void thousandsOfRowsAreFetchedAsTheyAreLookedAt()
    {
        WindowFixture f(*m_theme);
        f.open();
        fill(*f.server, 0);
        f.server->on(u"documents.list"_s, [](const QJsonObject &params) {
            const int begin = params[u"cursor"_s].toString().toInt();
            QJsonArray items;
            for (int i = begin; i < begin + 100; ++i)
                items.append(documentJson(9'000 - i, u"File %1"_s.arg(i)));
            QJsonObject list{{u"items"_s, items}};
            if (begin + 100 < 2'500)
                list[u"nextCursor"_s] = QString::number(begin + 100);
            return list;
        });
        f.window().showPanel(u"knowledge"_s);
        QTRY_VERIFY(table(f) && table(f)->model()->rowCount() >= 100);
        auto *model = qobject_cast<DocumentModel *>(table(f)->model());
        const QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (int i = 0; i < 30 && model->rowCount() < 2'500; ++i) {
            table(f)->scrollToBottom();
            const int before = model->rowCount();
            if (model->canFetchMore({}))
                model->fetchMore({});
            QTRY_VERIFY(model->rowCount() > before);
        }
        QCOMPARE(model->rowCount(), 2'500);
        // A change costs the pages in view, not all.
        const int asked = f.server->count(u"documents.list"_s);
        f.server->notify(u"documents.changed"_s);
        QTRY_VERIFY(f.server->count(u"documents.list"_s) > asked);
        QTest::qWait(100);
        // Three pages a look; the panel looks by itself now and then, so perhaps twice. All would be 25.
        QVERIFY(f.server->count(u"documents.list"_s) - asked <= 6);
        QCOMPARE(model->rowCount(), 2'500);
    }
};

static const bool registered = tabletalk::test::add<TestKnowledgePanel>();
#include "tst_KnowledgePanel.moc"
