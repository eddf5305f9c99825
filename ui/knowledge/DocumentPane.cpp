// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/DocumentPane.h"

#include "core/search/Languages.h"
#include "core/text/Counted.h"
#include "ui/knowledge/AddressDialog.h"
#include "ui/knowledge/DocumentModel.h"
#include "ui/knowledge/PassageText.h"
#include "ui/knowledge/SitePages.h"
#include "ui/knowledge/TextDialog.h"
#include "ui/session/Session.h"
#include "ui/sharing/ShareDialog.h"
#include "ui/shell/Messages.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QSignalBlocker>

namespace tabletalk::ui {

namespace {

constexpr int passagesAtOnce = 30;
constexpr int longestName = 200;

QStringList factsOf(const api::Document &document)
{
    QStringList facts{DocumentModel::stateText(document)};
    if (document.size > 0)
        facts << QLocale().formattedDataSize(document.size);
    if (document.pages > 0)
        facts << counted(document.pages, DocumentPane::tr("one page"), DocumentPane::tr("%1 pages"));
    const QString owner = document.mine                  ? DocumentPane::tr("you")
                          : document.ownerName.isEmpty() ? DocumentPane::tr("somebody who left")
                                                         : document.ownerName;
    facts << DocumentPane::tr("added by %1, %2").arg(owner, momentText(document.createdAt));
    if (!document.sourceUrl.isEmpty() && document.sourceUrl != document.name)
        facts << document.sourceUrl;
    return facts;
}

} // namespace

DocumentPane::DocumentPane(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(QStringLiteral("documentPane"));
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *column = nullptr;
    outer->addWidget(makeCard(this, &column));
    column->setSpacing(space::medium);
    buildHead(column);
    buildChoices(column);
    buildButtons(column);
    buildPassages(column);
    column->addStretch(0); // where there are no passages
    connectParts();
}

void DocumentPane::buildHead(QBoxLayout *column)
{
    m_back =
        makeButton(QStringLiteral("documentBack"), tr("Back"), ButtonKind::Quiet, this, QStringLiteral("chevron-left"));
    m_back->hide();
    column->addWidget(m_back, 0, Qt::AlignLeft);
    m_name = makeField(QStringLiteral("documentName"), tr("Name of the document"), this);
    m_name->setMaxLength(longestName);
    m_name->setFont(fontOf(TextStyle::Heading));
    column->addWidget(m_name);
    m_about = makeLabel({}, TextStyle::Caption, true, this);
    m_about->setObjectName(QStringLiteral("documentAbout"));
    m_about->setTextFormat(Qt::PlainText);
    m_about->setWordWrap(true);
    column->addWidget(m_about);
    m_notice = new Notice(this);
    m_notice->setObjectName(QStringLiteral("documentProblem"));
    m_notice->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    column->addWidget(m_notice);
}

void DocumentPane::buildChoices(QBoxLayout *column)
{
    m_choices = new QWidget(this);
    QFormLayout *form = makeForm(m_choices);
    auto *audience = new QWidget(m_choices);
    auto *row = new QHBoxLayout(audience);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    m_seenBy = makeLabel({}, TextStyle::Body, false, audience);
    m_seenBy->setObjectName(QStringLiteral("documentSeenBy"));
    m_seenBy->setWordWrap(true);
    m_share = makeButton(QStringLiteral("documentShare"), tr("Share…"), ButtonKind::Plain, audience);
    row->addWidget(m_seenBy, 1);
    row->addWidget(m_share);
    addRow(form, tr("Seen by"), m_share, audience);
    m_language = new QComboBox(m_choices);
    m_language->setObjectName(QStringLiteral("documentLanguage"));
    m_language->setAccessibleName(tr("Language of the document"));
    m_language->setToolTip(tr("Words are found in all their forms, by the rules of this language."));
    m_language->addItem(tr("As it is found"), QString());
    for (const QString &code : search::stemmedLanguages())
        m_language->addItem(DocumentModel::languageText(code), code);
    m_languageLabel = addRow(form, tr("&Language"), m_language);
    column->addWidget(m_choices);
}

void DocumentPane::buildButtons(QBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    m_active = makeButton(QStringLiteral("documentActive"), tr("Deactivate"), ButtonKind::Plain, this);
    m_active->setToolTip(tr("Its passages are not found any more, until it is activated again."));
    m_edit = makeButton(QStringLiteral("documentEdit"), tr("Edit text…"), ButtonKind::Plain, this);
    m_reprocess = makeButton(QStringLiteral("documentReprocess"), tr("Read again"), ButtonKind::Plain, this);
    m_delete = makeButton(QStringLiteral("documentDelete"), tr("Delete"), ButtonKind::Danger, this);
    for (QPushButton *button : {m_active, m_edit, m_reprocess})
        row->addWidget(button);
    row->addStretch();
    row->addWidget(m_delete);
    column->addLayout(row);
}

void DocumentPane::buildPassages(QBoxLayout *column)
{
    m_pages = new SitePages(m_context.session, this);
    column->addWidget(m_pages, 1);
    m_passagesTitle = makeLabel({}, TextStyle::Strong, false, this);
    column->addWidget(m_passagesTitle);
    m_passagesNotice = new Notice(this);
    m_passagesNotice->setObjectName(QStringLiteral("passagesProblem"));
    m_passagesNotice->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_passagesNotice->hide();
    column->addWidget(m_passagesNotice);
    m_earlier = makeButton(QStringLiteral("earlierPassages"), tr("Show earlier"), ButtonKind::Plain, this);
    m_earlier->hide();
    column->addWidget(m_earlier, 0, Qt::AlignLeft);
    m_passages = new PassageText(this);
    m_passages->setObjectName(QStringLiteral("documentPassages"));
    m_passages->setAccessibleName(tr("Passages of the document"));
    column->addWidget(m_passages, 1);
    m_more = makeButton(QStringLiteral("morePassages"), tr("Show more"), ButtonKind::Plain, this);
    column->addWidget(m_more, 0, Qt::AlignLeft);
}

void DocumentPane::connectParts()
{
    connect(m_back, &QPushButton::clicked, this, &DocumentPane::backWanted);
    connect(m_name, &QLineEdit::editingFinished, this, &DocumentPane::rename);
    connect(m_share, &QPushButton::clicked, this, &DocumentPane::share);
    connect(m_language, &QComboBox::activated, this, [this] {
        api::UpdateDocumentRequest wanted = request();
        wanted.language = m_language->currentData().toString();
        update(wanted);
    });
    connect(m_active, &QPushButton::clicked, this, [this] {
        api::UpdateDocumentRequest wanted = request();
        wanted.active = m_document && !m_document->active;
        update(wanted);
    });
    connect(m_edit, &QPushButton::clicked, this, &DocumentPane::editText);
    connect(m_reprocess, &QPushButton::clicked, this, &DocumentPane::reprocess);
    connect(m_delete, &QPushButton::clicked, this, &DocumentPane::remove);
    connect(m_earlier, &QPushButton::clicked, this, &DocumentPane::loadEarlier);
    connect(m_more, &QPushButton::clicked, this, &DocumentPane::loadPassages);
    connect(m_pages, &SitePages::pageWanted, this, &DocumentPane::pageWanted);
}

void DocumentPane::show(const api::Document *document, const std::optional<PassageId> &passage)
{
    setVisible(document);
    if (!document) {
        m_document.reset();
        return;
    }
    const bool isOther = !m_document || m_document->id != document->id;
    const QString state = document->state + document->completedAt.value_or(Instant()).toRfc3339();
    m_document = *document;
    showFacts();
    if (isOther || passage || state != m_shownState) {
        m_shownState = state;
        m_wanted = passage;
        beginPassages();
    }
}

void DocumentPane::setWayBack(const QString &words)
{
    m_back->setVisible(!words.isEmpty());
    if (words.isEmpty())
        return;
    m_back->setText(words);
    m_back->setAccessibleName(words);
}

void DocumentPane::showFacts()
{
    const api::Document &document = *m_document;
    const bool isSite = document.kind == u"site";
    m_name->setReadOnly(!document.mayChange);
    fillField(m_name, document.name);
    m_about->setText(factsOf(document).join(QStringLiteral(" · ")));
    m_notice->setVisible(document.problem.has_value());
    if (document.problem) {
        const auto kind = document.state == u"failed" ? Notice::Kind::Danger : Notice::Kind::Warning;
        const QString why = document.problem->detail.isEmpty() ? document.problem->title : document.problem->detail;
        m_notice->show(kind, why, document.problem->hint);
    }
    showChoices();
    m_active->setText(document.active ? tr("Deactivate") : tr("Activate"));
    for (QPushButton *button : {m_active, m_reprocess, m_delete})
        button->setVisible(document.mayChange);
    m_edit->setVisible(document.mayChange && document.kind == u"text");
    m_pages->setVisible(isSite);
    if (isSite)
        m_pages->show(document);
    m_passagesTitle->setText(counted(document.passages, tr("One passage"), tr("%1 passages")));
    m_passagesTitle->setVisible(document.passages > 0 && !isSite);
    m_passages->setVisible(document.passages > 0 && !isSite);
    m_more->setVisible(m_nextPassages.has_value());
}

void DocumentPane::showChoices()
{
    const api::Document &document = *m_document;
    m_seenBy->setText(DocumentModel::audienceText(document.visibility));
    m_share->setVisible(document.mine && !document.parentId);
    const QSignalBlocker quiet(m_language);
    if (!document.language.isEmpty() && m_language->findData(document.language) < 0)
        m_language->addItem(DocumentModel::languageText(document.language), document.language);
    m_language->setCurrentIndex(std::max(0, m_language->findData(document.language)));
    const bool isSite = document.kind == u"site"; // each of its pages has one
    m_language->setEnabled(document.mayChange);
    m_language->setVisible(!isSite);
    m_languageLabel->setVisible(!isSite);
}

void DocumentPane::beginPassages()
{
    m_passages->begin();
    m_nextPassages.reset();
    m_earlier->hide();
    m_more->hide();
    m_passagesNotice->hide();
    loadPassages();
}

void DocumentPane::loadPassages()
{
    if (!m_document || m_document->passages == 0)
        return;
    api::PassageListRequest wanted;
    wanted.limit = passagesAtOnce;
    wanted.cursor = m_nextPassages;
    if (m_passages->isEmpty())
        wanted.passageId = m_wanted;
    askForPassages(wanted, [this](const api::PassageList &list) {
        m_nextPassages = list.nextCursor;
        m_more->setVisible(m_nextPassages.has_value());
        m_passages->addAfter(list.items);
        m_earlier->setVisible(m_passages->first() > 0);
        if (m_wanted)
            m_passages->mark(*m_wanted);
        m_wanted.reset();
    });
}

void DocumentPane::loadEarlier()
{
    const int first = m_passages->first();
    if (!m_document || first == 0)
        return;
    api::PassageListRequest wanted;
    wanted.from = std::max(0, first - passagesAtOnce);
    wanted.limit = first - *wanted.from;
    askForPassages(wanted, [this, first](const api::PassageList &list) {
        if (m_passages->first() == first)
            m_passages->addBefore(list.items);
        m_earlier->setVisible(m_passages->first() > 0);
    });
}

void DocumentPane::askForPassages(const api::PassageListRequest &wanted,
                                  std::function<void(const api::PassageList &)> done)
{
    api::PassageListRequest request = wanted;
    request.workspaceId = m_document->workspaceId;
    request.id = m_document->id;
    m_context.session.call<api::PassageList>(
        "documents.passages", request, this,
        [this, id = request.id, asked = ++m_asked, done = std::move(done)](const Result<api::PassageList> &answer) {
            if (!m_document || m_document->id != id || asked != m_asked)
                return;
            if (answer)
                return done(*answer);
            m_passagesNotice->show(answer.error());
            if (!m_wanted)
                return;
            m_wanted.reset(); // that passage is gone; the document is not
            loadPassages();
        });
}

api::UpdateDocumentRequest DocumentPane::request() const
{
    api::UpdateDocumentRequest wanted;
    if (m_document) {
        wanted.workspaceId = m_document->workspaceId;
        wanted.id = m_document->id;
    }
    return wanted;
}

void DocumentPane::update(const api::UpdateDocumentRequest &wanted)
{
    m_context.session.call<api::Document>("documents.update", wanted, this,
                                          [this](const Result<api::Document> &answer) { taken(answer); });
}

void DocumentPane::taken(const Result<api::Document> &answer)
{
    if (answer)
        Q_EMIT changed(*answer);
    else
        m_context.messages.report(answer.error());
    if (m_document)
        showFacts(); // what was refused is shown again as it was
}

void DocumentPane::rename()
{
    const QString name = m_name->text().simplified();
    if (!m_document || !m_document->mayChange || name == m_document->name)
        return;
    if (name.isEmpty())
        return fillField(m_name, m_document->name);
    api::UpdateDocumentRequest wanted = request();
    wanted.name = name;
    update(wanted);
}

Shareable DocumentPane::shareable() const
{
    Session &session = m_context.session;
    const api::DocumentRequest document{m_document->workspaceId, m_document->id};
    Shareable thing{tr("Show this document"),
                    m_document->name,
                    tr("Whoever sees it finds its passages, reads them, and is answered from them."),
                    {},
                    {}};
    thing.read = [&session, document](QObject *context, const Shareable::Done &done) {
        session.call<api::Document>("documents.read", document, context,
                                    [done](const Result<api::Document> &answer) { done(audienceIn(answer)); });
    };
    thing.write = [&session, document](const Audience &wanted, QObject *context, const Shareable::Done &done) {
        api::UpdateDocumentRequest request;
        request.workspaceId = document.workspaceId;
        request.id = document.id;
        putAudience(wanted, request);
        session.call<api::Document>("documents.update", request, context,
                                    [done](const Result<api::Document> &answer) { done(audienceIn(answer)); });
    };
    return thing;
}

void DocumentPane::share()
{
    if (!m_document)
        return;
    auto *dialog = new ShareDialog(m_context.session, shareable(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ShareDialog::saved, this, [this, id = m_document->id](const Audience &audience) {
        if (!m_document || m_document->id != id)
            return;
        m_document->visibility = audience.visibility;
        showChoices();
        Q_EMIT changed(*m_document);
    });
    dialog->open();
}

void DocumentPane::editText()
{
    if (!m_document)
        return;
    m_context.session.call<api::Document>(
        "documents.read", api::DocumentRequest{m_document->workspaceId, m_document->id}, this,
        [this](const Result<api::Document> &answer) {
            if (!answer)
                return m_context.messages.report(answer.error());
            auto *dialog = new TextDialog(m_context.session, answer->workspaceId, *answer, this);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            connect(dialog, &TextDialog::saved, this, &DocumentPane::changed);
            dialog->open();
        });
}

void DocumentPane::reprocess()
{
    if (!m_document)
        return;
    m_context.session.call<api::Document>("documents.reprocess",
                                          api::DocumentRequest{m_document->workspaceId, m_document->id}, this,
                                          [this](const Result<api::Document> &answer) { taken(answer); });
}

void DocumentPane::remove()
{
    if (!m_document)
        return;
    // While the question is open, the pane may go on to another document, or end with its window.
    const api::DocumentRequest wanted{m_document->workspaceId, m_document->id};
    const QPointer<DocumentPane> pane(this);
    const bool isWanted =
        confirm(this, tr("Delete this document?"),
                tr("“%1” and its passages are deleted for everybody. This cannot be taken back.").arg(m_document->name),
                tr("Delete"));
    if (!isWanted || !pane)
        return;
    m_context.session.call<api::Empty>("documents.delete", wanted, this,
                                       [this, id = wanted.id](const Result<api::Empty> &answer) {
                                           if (!answer)
                                               return m_context.messages.report(answer.error());
                                           Q_EMIT deleted(id);
                                       });
}

} // namespace tabletalk::ui
