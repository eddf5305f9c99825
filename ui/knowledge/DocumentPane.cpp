// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/DocumentPane.h"

#include "core/text/Counted.h"
#include "ui/knowledge/AddressDialog.h"
#include "ui/knowledge/DocumentModel.h"
#include "ui/knowledge/TextDialog.h"
#include "ui/session/Session.h"
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
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>

namespace tabletalk::ui {

namespace {

constexpr int passagesAtOnce = 30;
constexpr int longestName = 200;

QString titleOf(const api::PassageItem &passage)
{
    QString title = DocumentPane::tr("Passage %1").arg(passage.ordinal + 1);
    if (passage.page > 0)
        title += DocumentPane::tr(" · page %1").arg(passage.page);
    if (!passage.heading.isEmpty())
        title += u" · " + passage.heading;
    return title;
}

} // namespace

DocumentPane::DocumentPane(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(QStringLiteral("documentPane"));
    build();
    connectParts();
}

void DocumentPane::build()
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *column = nullptr;
    auto *card = makeCard(this, &column);
    outer->addWidget(card);
    column->setSpacing(space::medium);
    m_name = makeField(QStringLiteral("documentName"), tr("Name of the document"), card);
    m_name->setMaxLength(longestName);
    m_name->setFont(fontOf(TextStyle::Heading));
    column->addWidget(m_name);
    m_about = makeLabel({}, TextStyle::Caption, true, card);
    m_about->setObjectName(QStringLiteral("documentAbout"));
    m_about->setTextFormat(Qt::PlainText);
    column->addWidget(m_about);
    m_notice = new Notice(card);
    m_notice->setObjectName(QStringLiteral("documentProblem"));
    m_notice->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    column->addWidget(m_notice);
    m_audience = makeAudienceChoice(card);
    m_audience->setObjectName(QStringLiteral("documentSeenBy"));
    column->addWidget(m_audience);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    m_active = makeButton(QStringLiteral("documentActive"), tr("Deactivate"), ButtonKind::Plain, card);
    m_active->setToolTip(tr("Its passages are not found any more, until it is activated again."));
    m_edit = makeButton(QStringLiteral("documentEdit"), tr("Edit text…"), ButtonKind::Plain, card);
    m_reprocess = makeButton(QStringLiteral("documentReprocess"), tr("Read again"), ButtonKind::Plain, card);
    m_delete = makeButton(QStringLiteral("documentDelete"), tr("Delete"), ButtonKind::Danger, card);
    for (QPushButton *button : {m_active, m_edit, m_reprocess})
        row->addWidget(button);
    row->addStretch();
    row->addWidget(m_delete);
    column->addLayout(row);
    m_passagesTitle = makeLabel({}, TextStyle::Strong, false, card);
    column->addWidget(m_passagesTitle);
    m_passages = new QPlainTextEdit(card);
    m_passages->setObjectName(QStringLiteral("documentPassages"));
    m_passages->setAccessibleName(tr("Passages of the document"));
    m_passages->setReadOnly(true);
    m_passages->setTabChangesFocus(true);
    column->addWidget(m_passages, 1);
    m_more = makeButton(QStringLiteral("morePassages"), tr("Show more"), ButtonKind::Plain, card);
    column->addWidget(m_more, 0, Qt::AlignLeft);
    column->addStretch(0); // where there are no passages
}

void DocumentPane::connectParts()
{
    connect(m_name, &QLineEdit::editingFinished, this, &DocumentPane::rename);
    connect(m_audience, &QComboBox::activated, this, &DocumentPane::chooseAudience);
    connect(m_active, &QPushButton::clicked, this, [this] {
        api::UpdateDocumentRequest wanted = request();
        wanted.active = m_document && !m_document->active;
        update(wanted);
    });
    connect(m_edit, &QPushButton::clicked, this, &DocumentPane::editText);
    connect(m_reprocess, &QPushButton::clicked, this, &DocumentPane::reprocess);
    connect(m_delete, &QPushButton::clicked, this, &DocumentPane::remove);
    connect(m_more, &QPushButton::clicked, this, &DocumentPane::loadPassages);
}

void DocumentPane::show(const api::Document *document)
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
    if (isOther || state != m_shownState) {
        m_shownState = state;
        m_passages->clear();
        m_nextPassages.reset();
        loadPassages();
    }
}

void DocumentPane::showFacts()
{
    const api::Document &document = *m_document;
    m_name->setReadOnly(!document.mayChange);
    fillField(m_name, document.name);
    QStringList facts{DocumentModel::stateText(document)};
    if (document.size > 0)
        facts << QLocale().formattedDataSize(document.size);
    if (document.pages > 0)
        facts << counted(document.pages, tr("one page"), tr("%1 pages"));
    const QString owner = document.mine                  ? tr("you")
                          : document.ownerName.isEmpty() ? tr("somebody who left")
                                                         : document.ownerName;
    facts << tr("added by %1, %2").arg(owner, momentText(document.createdAt));
    if (!document.sourceUrl.isEmpty() && document.sourceUrl != document.name)
        facts << document.sourceUrl;
    m_about->setText(facts.join(QStringLiteral(" · ")));
    m_notice->setVisible(document.problem.has_value());
    if (document.problem) {
        const auto kind = document.state == u"failed" ? Notice::Kind::Danger : Notice::Kind::Warning;
        const QString why = document.problem->detail.isEmpty() ? document.problem->title : document.problem->detail;
        m_notice->show(kind, why, document.problem->hint);
    }
    const QSignalBlocker quiet(m_audience);
    const bool isNamed = document.visibility == u"team" || document.visibility == u"shared";
    constexpr int plain = 3;
    while (m_audience->count() > plain)
        m_audience->removeItem(plain);
    if (isNamed)
        m_audience->addItem(document.visibility == u"team" ? tr("Teams") : tr("Some people"), document.visibility);
    m_audience->setCurrentIndex(m_audience->findData(document.visibility));
    m_audience->setEnabled(document.mine && !document.parentId);
    m_active->setText(document.active ? tr("Deactivate") : tr("Activate"));
    for (QPushButton *button : {m_active, m_reprocess, m_delete})
        button->setVisible(document.mayChange);
    m_edit->setVisible(document.mayChange && document.kind == u"text");
    m_passagesTitle->setText(document.kind == u"site"
                                 ? tr("Its pages are documents of their own.")
                                 : counted(document.passages, tr("One passage"), tr("%1 passages")));
    m_passagesTitle->setVisible(document.passages > 0 || document.kind == u"site");
    m_passages->setVisible(document.passages > 0);
    m_more->setVisible(m_nextPassages.has_value());
}

void DocumentPane::loadPassages()
{
    if (!m_document || m_document->passages == 0)
        return;
    const api::PassageListRequest wanted{m_document->workspaceId, m_document->id, passagesAtOnce, m_nextPassages};
    m_context.session.call<api::PassageList>("documents.passages", wanted, this,
                                             [this, id = m_document->id](const Result<api::PassageList> &answer) {
                                                 if (answer && m_document && m_document->id == id)
                                                     showPassages(*answer);
                                             });
}

void DocumentPane::showPassages(const api::PassageList &list)
{
    m_nextPassages = list.nextCursor;
    m_more->setVisible(m_nextPassages.has_value());
    QString text;
    for (const api::PassageItem &passage : list.items)
        text += QString(titleOf(passage) + u'\n' + passage.text + u"\n\n");
    m_passages->appendPlainText(text.chopped(text.isEmpty() ? 0 : 1));
    if (list.items.empty() || list.items.front().ordinal == 0)
        m_passages->moveCursor(QTextCursor::Start);
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

void DocumentPane::chooseAudience()
{
    api::UpdateDocumentRequest wanted = request();
    wanted.visibility = m_audience->currentData().toString();
    update(wanted);
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
    if (!m_document
        || !confirm(
            this, tr("Delete this document?"),
            tr("“%1” and its passages are deleted for everybody. This cannot be taken back.").arg(m_document->name),
            tr("Delete")))
        return;
    const api::DocumentRequest wanted{m_document->workspaceId, m_document->id};
    m_context.session.call<api::Empty>("documents.delete", wanted, this,
                                       [this, id = wanted.id](const Result<api::Empty> &answer) {
                                           if (!answer)
                                               return m_context.messages.report(answer.error());
                                           Q_EMIT deleted(id);
                                       });
}

} // namespace tabletalk::ui
