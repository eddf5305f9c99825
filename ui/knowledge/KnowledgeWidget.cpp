// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/KnowledgeWidget.h"

#include "core/text/Counted.h"
#include "ui/help/HelpButton.h"
#include "ui/knowledge/AddressDialog.h"
#include "ui/knowledge/DocumentModel.h"
#include "ui/knowledge/DocumentPane.h"
#include "ui/knowledge/TextDialog.h"
#include "ui/knowledge/UploadQueue.h"
#include "ui/session/Session.h"
#include "ui/session/Workspaces.h"
#include "ui/shell/CurrentWorkspace.h"
#include "ui/shell/Messages.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>
#include <QUrl>

#include <algorithm>
#include <chrono>
#include <utility>

namespace tabletalk::ui {

namespace {

constexpr std::chrono::milliseconds afterTyping{250};
constexpr std::chrono::milliseconds afterChange{400};
constexpr std::chrono::seconds afterSilence{10};
constexpr int paneWidth = 400;
constexpr int leastPaneWidth = 320;
constexpr int stateWidth = 170;
constexpr int numberWidth = 90;
constexpr int wordWidth = 120;
constexpr int whole = 100;

QString timeText(qint64 seconds)
{
    constexpr qint64 minute = 60;
    constexpr qint64 hour = 3'600;
    if (seconds < minute)
        return KnowledgeWidget::tr("less than a minute left");
    if (seconds < hour)
        return counted((seconds + minute / 2) / minute, KnowledgeWidget::tr("about a minute left"),
                       KnowledgeWidget::tr("about %1 minutes left"));
    return KnowledgeWidget::tr("about %1 hours left").arg(QLocale().toString(double(seconds) / double(hour), 'f', 1));
}

QStringList localFiles(const QMimeData *data)
{
    QStringList paths;
    for (const QUrl &url : data->urls()) {
        if (url.isLocalFile())
            paths << url.toLocalFile();
    }
    return paths;
}

} // namespace

KnowledgeWidget::KnowledgeWidget(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new DocumentModel(context.session, this))
    , m_uploads(new UploadQueue(context.session, this))
{
    setObjectName(QStringLiteral("knowledgePanel"));
    setAcceptDrops(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    buildHead(column);
    buildProgress(column);
    buildList(column);
    column->addWidget(buildEmpty(), 1);
    m_searchTimer.setSingleShot(true);
    m_searchTimer.setInterval(afterTyping);
    m_soon.setSingleShot(true);
    m_soon.setInterval(afterChange);
    m_later.setInterval(afterSilence);
    setProperty("focusFirst", QVariant::fromValue<QWidget *>(m_search));
    connectParts();
    connectSession();
    showChosen();
    showStanding();
    updateEmpty();
}

void KnowledgeWidget::buildHead(QBoxLayout *column)
{
    auto *title = new QHBoxLayout;
    title->setSpacing(space::small);
    title->addWidget(makeLabel(tr("Documents"), TextStyle::Title, false, this));
    title->addStretch();
    m_addFiles =
        makeButton(QStringLiteral("addFiles"), tr("Add files…"), ButtonKind::Primary, this, QStringLiteral("plus"));
    m_addAddress =
        makeButton(QStringLiteral("addUrl"), tr("Add a web site…"), ButtonKind::Plain, this, QStringLiteral("link"));
    m_addText =
        makeButton(QStringLiteral("addText"), tr("Add a text…"), ButtonKind::Plain, this, QStringLiteral("edit"));
    for (QPushButton *button : {m_addText, m_addAddress, m_addFiles})
        title->addWidget(button);
    title->addWidget(makeHelpButton(this));
    column->addLayout(title);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    m_search = makeField(QStringLiteral("knowledgeSearch"), tr("Search documents by name"), this);
    m_search->setPlaceholderText(tr("Search by name or address"));
    m_search->setClearButtonEnabled(true);
    row->addWidget(m_search, 1);
    m_state = new QComboBox(this);
    m_state->setObjectName(QStringLiteral("knowledgeState"));
    m_state->setAccessibleName(tr("Show documents in this state"));
    m_state->addItem(tr("All states"), QString());
    m_state->addItem(tr("Waiting"), QStringLiteral("pending"));
    m_state->addItem(tr("Being read"), QStringLiteral("processing"));
    m_state->addItem(tr("Ready"), QStringLiteral("completed"));
    m_state->addItem(tr("Could not be read"), QStringLiteral("failed"));
    row->addWidget(m_state);
    column->addLayout(row);
}

void KnowledgeWidget::buildProgress(QBoxLayout *column)
{
    m_standing = new QWidget(this);
    auto *row = new QHBoxLayout(m_standing);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::medium);
    m_standingText = makeLabel({}, TextStyle::Body, true, m_standing);
    m_standingText->setObjectName(QStringLiteral("knowledgeStanding"));
    row->addWidget(m_standingText, 1);
    m_stop =
        makeButton(QStringLiteral("knowledgeStop"), tr("Stop"), ButtonKind::Quiet, m_standing, QStringLiteral("stop"));
    m_stop->setAccessibleName(tr("Stop sending files"));
    row->addWidget(m_stop);
    m_bar = new QProgressBar(m_standing);
    m_bar->setObjectName(QStringLiteral("knowledgeProgress"));
    m_bar->setAccessibleName(tr("Progress of all documents that wait"));
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(paneWidth / 2);
    row->addWidget(m_bar);
    column->addWidget(m_standing);
}

void KnowledgeWidget::buildList(QBoxLayout *column)
{
    m_listPart = new QSplitter(Qt::Horizontal, this);
    m_listPart->setObjectName(QStringLiteral("knowledgeSplit"));
    m_listPart->setChildrenCollapsible(false);
    m_listPart->setStyleSheet(
        QStringLiteral("QSplitter::handle:horizontal { background: transparent; width: %1px; }").arg(space::large));
    m_table = makeTable(QStringLiteral("documentTable"), tr("Documents"), m_model, m_listPart);
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(DocumentModel::Name, QHeaderView::Stretch);
    header->resizeSection(DocumentModel::State, stateWidth);
    header->resizeSection(DocumentModel::Size, numberWidth);
    header->resizeSection(DocumentModel::Passages,
                          std::max(numberWidth, header->sectionSizeHint(DocumentModel::Passages)));
    header->resizeSection(DocumentModel::Language, numberWidth);
    header->resizeSection(DocumentModel::Audience, wordWidth);
    m_listPart->addWidget(m_table);
    m_pane = new DocumentPane(m_context, m_listPart);
    m_pane->setMinimumWidth(leastPaneWidth);
    m_listPart->addWidget(m_pane);
    m_listPart->setStretchFactor(0, 1);
    m_listPart->setSizes({2 * paneWidth, paneWidth});
    column->addWidget(m_listPart, 1);
}

QWidget *KnowledgeWidget::buildEmpty()
{
    m_empty = new EmptyState(QStringLiteral("knowledgeEmpty"), QStringLiteral("book"), this);
    m_retry = m_empty->addAction(QStringLiteral("knowledgeRetry"), tr("Try again"), QStringLiteral("refresh"));
    connect(m_retry, &QPushButton::clicked, this, [this] {
        m_listFailure.reset();
        m_isListed = false;
        updateEmpty();
        m_model->reload();
    });
    return m_empty;
}

void KnowledgeWidget::connectParts()
{
    const auto filter = [this] { m_model->filter(m_search->text().trimmed(), m_state->currentData().toString()); };
    connect(m_search, &QLineEdit::textChanged, &m_searchTimer, qOverload<>(&QTimer::start));
    connect(&m_searchTimer, &QTimer::timeout, this, filter);
    connect(m_state, &QComboBox::currentIndexChanged, this, filter);
    connect(m_addFiles, &QPushButton::clicked, this, &KnowledgeWidget::chooseFiles);
    connect(m_addAddress, &QPushButton::clicked, this, &KnowledgeWidget::addAddress);
    connect(m_addText, &QPushButton::clicked, this, &KnowledgeWidget::addText);
    connect(m_model, &DocumentModel::failed, this, [this](const Problem &why) {
        if (m_model->rowCount() > 0) // what is there stays
            return m_context.messages.report(why);
        m_listFailure = why;
        updateEmpty();
    });
    connect(m_model, &DocumentModel::loaded, this, [this] {
        m_isListed = true;
        m_listFailure.reset();
        showChosen();
        updateEmpty();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (chosenRow(m_table) >= 0)
            m_opened.reset(); // what is chosen in the list takes its place
        showChosen();
    });
    connect(m_pane, &DocumentPane::pageWanted, this, [this](const api::Document &page) {
        const api::Document *site = shown();
        m_opened = Opened{page, {}, site ? std::optional(*site) : std::nullopt, {}};
        m_table->clearSelection();
        showChosen();
    });
    connect(m_pane, &DocumentPane::backWanted, this, &KnowledgeWidget::goBack);
    connect(m_pane, &DocumentPane::changed, this, [this](const api::Document &document) {
        m_model->replace(document);
        if (m_opened && m_opened->document.id == document.id)
            m_opened->document = document;
        showChosen();
    });
    connect(m_pane, &DocumentPane::deleted, this, [this](DocumentId id) {
        m_model->remove(id);
        m_opened.reset();
        showChosen();
        updateEmpty();
    });
    connectUploads();
}

void KnowledgeWidget::connectUploads()
{
    connect(m_uploads, &UploadQueue::changed, this, &KnowledgeWidget::showStanding);
    connect(m_uploads, &UploadQueue::ended, this, &KnowledgeWidget::tell);
    connect(m_stop, &QPushButton::clicked, m_uploads, [this] { m_uploads->cancel(UploadReport::End::Stopped); });
    // Before this panel ends.
    connect(&m_context.workspaces, &Workspaces::chosen, m_uploads,
            [this] { m_uploads->cancel(UploadReport::End::WindowLeft); });
}

void KnowledgeWidget::connectSession()
{
    connect(&m_soon, &QTimer::timeout, this, &KnowledgeWidget::lookAgain);
    connect(&m_later, &QTimer::timeout, this, [this] {
        if (m_isWorking && isVisible())
            lookAgain();
    });
    m_later.start();
    connect(&m_context.session, &Session::notified, this, [this](const QByteArray &method) {
        if (method == "documents.changed" && !m_soon.isActive())
            m_soon.start();
    });
    connect(&m_context.session, &Session::stateChanged, this, [this](Session::State state) {
        if (state == Session::State::Idle)
            leaveFiles(); // of another server, or another organisation
        if (state == Session::State::Ready)
            begin();
    });
    if (m_context.session.isReady())
        begin();
}

/// What was not sent yet is not for whatever comes next, files that were dropped before there was a connection
/// included.
void KnowledgeWidget::leaveFiles()
{
    m_uploads->cancel(UploadReport::End::WindowLeft);
    const QStringList dropped = std::exchange(m_dropped, {});
    if (dropped.isEmpty())
        return;
    UploadReport report;
    report.end = UploadReport::End::WindowLeft;
    report.left = int(dropped.size());
    tell(report);
}

/// In one message, since the next one would take its place.
void KnowledgeWidget::tell(const UploadReport &report)
{
    if (const std::optional<Problem> why = problemOf(report))
        m_context.messages.report(*why);
    else if (const QString note = noteOf(report); !note.isEmpty())
        m_context.messages.note(note);
}

void KnowledgeWidget::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    lookAgain();
}

void KnowledgeWidget::begin()
{
    findWorkspace(m_context, this, [this](const Result<WorkspaceId> &answer) {
        if (!answer)
            return m_context.messages.report(answer.error());
        setWorkspace(*answer);
        addFiles(std::exchange(m_dropped, {}));
        follow();
    });
}

void KnowledgeWidget::setWorkspace(WorkspaceId workspace)
{
    if (m_workspace == workspace)
        return;
    m_workspace = workspace;
    if (m_opened && m_opened->document.workspaceId != workspace)
        m_opened.reset();
    m_progress = {};
    m_isWorking = false;
    m_isListed = false;
    m_listFailure.reset();
    m_model->setWorkspace(m_workspace);
    updateEmpty();
    showStanding();
}

void KnowledgeWidget::follow()
{
    m_context.session.call<api::DocumentProgress>("documents.follow", api::KnowledgeRequest{m_workspace}, this,
                                                  [this](const Result<api::DocumentProgress> &answer) {
                                                      if (answer)
                                                          showProgress(*answer);
                                                  });
}

void KnowledgeWidget::lookAgain()
{
    if (m_workspace.isNull())
        return;
    m_context.session.call<api::DocumentProgress>("documents.progress", api::KnowledgeRequest{m_workspace}, this,
                                                  [this](const Result<api::DocumentProgress> &answer) {
                                                      if (answer)
                                                          showProgress(*answer);
                                                  });
    if (!isVisible())
        return;
    if (m_opened)
        readOpened();
    const int first = m_table->rowAt(0);
    if (first < 0) // nothing is laid out yet
        return m_model->refresh(0, 0);
    // Rows are alike in height; which row is at the bottom is not known before new ones are laid out.
    const int inView = m_table->viewport()->height() / std::max(1, m_table->rowHeight(first));
    m_model->refresh(first, std::min(first + inView, m_model->rowCount() - 1));
}

/// What is open but not in the list is followed too.
void KnowledgeWidget::readOpened()
{
    const api::DocumentRequest wanted{m_opened->document.workspaceId, m_opened->document.id};
    m_context.session.call<api::Document>("documents.read", wanted, this,
                                          [this, id = wanted.id](const Result<api::Document> &answer) {
                                              if (!answer || !m_opened || m_opened->document.id != id)
                                                  return;
                                              m_opened->document = *answer;
                                              showChosen();
                                          });
}

void KnowledgeWidget::showProgress(const api::DocumentProgress &progress)
{
    const bool works = progress.pending + progress.processing > 0;
    if (works && !m_isWorking) {
        m_mostWaiting = 0;
        m_failedBefore = progress.failed;
        m_completedBefore = progress.completed;
    }
    const bool hasEnded = m_isWorking && !works && !m_uploads->isBusy();
    m_isWorking = works || (m_isWorking && !hasEnded);
    m_progress = progress;
    m_mostWaiting = std::max(m_mostWaiting, progress.bytesWaiting);
    if (hasEnded)
        noteEnd(progress);
    showStanding();
}

/// Once for all that was added together.
void KnowledgeWidget::noteEnd(const api::DocumentProgress &progress)
{
    const int failed = int(std::max<qint64>(0, progress.failed - m_failedBefore));
    const int read = int(std::max<qint64>(0, progress.completed - m_completedBefore));
    if (failed + read == 0)
        return;
    const QString ready = counted(read, tr("One document is ready."), tr("%1 documents are ready."));
    QString said = ready;
    if (failed > 0)
        said = counted(failed, tr("One document could not be read; the list says why."),
                       tr("%1 documents could not be read; the list says why."))
               + u' ' + ready;
    m_context.messages.note(said);
    m_context.messages.finished(tr("Documents were read"), said, QStringLiteral("knowledge"));
}

void KnowledgeWidget::showStanding()
{
    QStringList parts;
    const int uploading = m_uploads->waiting();
    if (m_uploads->isLooking())
        parts << tr("files are being looked for");
    if (uploading > 0)
        parts << counted(uploading, tr("one file is being sent"), tr("%1 files are being sent"))
              << QLocale().formattedDataSize(m_uploads->bytesLeft());
    const qint64 waiting = m_progress.pending + m_progress.processing;
    if (waiting > 0) {
        parts << counted(waiting, tr("one document waits to be read"), tr("%1 documents wait to be read"));
        if (m_progress.secondsLeft && uploading == 0)
            parts << timeText(*m_progress.secondsLeft);
    } else {
        parts << counted(m_progress.completed + m_progress.failed, tr("one document"), tr("%1 documents"))
              << counted(m_progress.passages, tr("one passage"), tr("%1 passages"))
              << QLocale().formattedDataSize(m_progress.bytes);
    }
    m_standingText->setText(parts.join(QStringLiteral(" · ")));
    m_stop->setVisible(m_uploads->isBusy());
    m_bar->setVisible(waiting > 0);
    m_bar->setRange(0, whole);
    m_bar->setValue(m_mostWaiting > 0 ? int(whole - whole * m_progress.bytesWaiting / m_mostWaiting) : 0);
}

const api::Document *KnowledgeWidget::shown() const
{
    return m_opened ? &m_opened->document : m_model->at(chosenRow(m_table));
}

void KnowledgeWidget::showPlace(const DocumentPlace &place)
{
    m_context.session.call<api::Document>("documents.read", api::DocumentRequest{place.workspace, place.document}, this,
                                          [this, place](const Result<api::Document> &answer) {
                                              if (!answer)
                                                  return m_context.messages.report(answer.error());
                                              m_table->clearSelection();
                                              m_opened = Opened{*answer, place.from, {}, place.passage};
                                              updateEmpty();
                                              showChosen();
                                          });
}

/// To the site of a page, or to the panel that led here.
void KnowledgeWidget::goBack()
{
    if (!m_opened)
        return;
    const Opened opened = *m_opened;
    m_opened.reset();
    if (!opened.site)
        return m_context.navigator.showPanel(opened.from);
    if (const int row = m_model->rowOf(opened.site->id); row >= 0)
        m_table->selectRow(row);
    else
        m_opened = Opened{*opened.site, opened.from, {}, {}};
    showChosen();
}

QString KnowledgeWidget::wayBack() const
{
    if (!m_opened)
        return {};
    if (m_opened->site)
        return tr("Back to the site");
    if (m_opened->from == u"search")
        return tr("Back to Search");
    if (m_opened->from == u"graph")
        return tr("Back to Names");
    if (m_opened->from == u"agents")
        return tr("Back to Agents");
    return m_opened->from == u"workflows" ? tr("Back to Workflows") : QString();
}

void KnowledgeWidget::showChosen()
{
    const api::Document *document = shown();
    // What stands in the pane leaves its place to the names.
    for (const int column : {int(DocumentModel::Size), int(DocumentModel::Language), int(DocumentModel::Audience)})
        m_table->setColumnHidden(column, document != nullptr);
    m_pane->setWayBack(wayBack());
    std::optional<PassageId> passage;
    if (m_opened)
        passage = std::exchange(m_opened->passage, std::nullopt); // once; then it may be scrolled away
    m_pane->show(document, passage);
}

void KnowledgeWidget::updateEmpty()
{
    const bool isEmpty = m_model->rowCount() == 0 && !m_opened;
    m_listPart->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty);
    m_retry->setVisible(m_listFailure.has_value());
    if (m_listFailure) {
        m_empty->say(tr("The documents could not be listed"), problemText(*m_listFailure));
        return;
    }
    if (!m_isListed) {
        m_empty->say(tr("The documents are being listed…"), {});
        return;
    }
    if (m_model->isFiltered()) {
        m_empty->say(tr("No document fits"), tr("Search for other words, or show all states."));
        return;
    }
    m_empty->say(tr("Drop files here"),
                 tr("PDF, Word, web pages, Markdown, CSV and text are cut into passages that answers can cite.\n"
                    "A web site is read by its address, as far as you say. Everything stays in this workspace."));
}

void KnowledgeWidget::addFiles(const QStringList &paths)
{
    if (m_workspace.isNull()) // they wait until it is known where to
        m_dropped += paths;
    else if (!paths.isEmpty())
        m_uploads->add(m_workspace, paths, QStringLiteral("organization"));
}

void KnowledgeWidget::chooseFiles()
{
    // Nothing waits for it here: the panel may end, with the dialog, while that is open.
    auto *dialog = new QFileDialog(this, tr("Add files"), {},
                                   tr("Documents (*.pdf *.docx *.md *.markdown *.txt *.html *.htm *.csv);;"
                                      "All files (*)"));
    dialog->setObjectName(QStringLiteral("chooseFiles"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &KnowledgeWidget::addFiles);
    dialog->open();
}

void KnowledgeWidget::addAddress()
{
    auto *dialog = new AddressDialog(m_context.session, m_workspace, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &AddressDialog::added, this, &KnowledgeWidget::lookAgain);
    dialog->open();
}

void KnowledgeWidget::addText()
{
    auto *dialog = new TextDialog(m_context.session, m_workspace, std::nullopt, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TextDialog::saved, this, &KnowledgeWidget::lookAgain);
    dialog->open();
}

void KnowledgeWidget::dragEnterEvent(QDragEnterEvent *event)
{
    if (localFiles(event->mimeData()).isEmpty())
        return;
    event->acceptProposedAction();
    m_standingText->setText(tr("Drop the files to add them. Everybody in the organisation but guests will find them."));
}

void KnowledgeWidget::dragLeaveEvent(QDragLeaveEvent *event)
{
    QWidget::dragLeaveEvent(event);
    showStanding();
}

void KnowledgeWidget::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    showStanding();
    addFiles(localFiles(event->mimeData()));
}

} // namespace tabletalk::ui
