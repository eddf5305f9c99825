// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/TextDialog.h"

#include "ui/knowledge/AddressDialog.h"
#include "ui/session/Session.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ButtonHold.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

namespace tabletalk::ui {

namespace {

constexpr int dialogWidth = 640;
constexpr int textHeight = 320;
constexpr int longestName = 200;

} // namespace

TextDialog::TextDialog(Session &session, WorkspaceId workspace, const std::optional<api::Document> &changed,
                       QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_workspace(workspace)
{
    setObjectName(QStringLiteral("textDialog"));
    setWindowTitle(changed ? tr("Change a text") : tr("Add a text"));
    setMinimumWidth(dialogWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    auto *form = makeForm(this);
    m_name = makeField(QStringLiteral("textName"), tr("Name"), this);
    m_name->setMaxLength(longestName);
    m_name->setPlaceholderText(tr("Refund policy"));
    addRow(form, tr("Name"), m_name);
    m_text = new QPlainTextEdit(this);
    m_text->setObjectName(QStringLiteral("textBody"));
    m_text->setAccessibleName(tr("Text"));
    m_text->setPlaceholderText(tr("Lines that begin with # are headings, as in Markdown."));
    m_text->setMinimumHeight(textHeight);
    m_text->setTabChangesFocus(true);
    addRow(form, tr("Text"), m_text);
    if (changed) {
        m_changed = changed->id;
        m_name->setText(changed->name);
        m_text->setPlainText(changed->text.value_or(QString()));
    } else {
        m_audience = makeAudienceChoice(this);
        addRow(form, tr("Who sees it"), m_audience);
    }
    column->addLayout(form);
    m_notice = new Notice(this);
    m_notice->hide();
    column->addWidget(m_notice);
    auto *row = new QHBoxLayout;
    row->addStretch();
    auto *cancel = makeButton(QStringLiteral("cancelText"), tr("Cancel"), ButtonKind::Plain, this);
    m_save = makeButton(QStringLiteral("saveText"), changed ? tr("Save") : tr("Add"), ButtonKind::Primary, this);
    row->addWidget(cancel);
    row->addWidget(m_save);
    column->addLayout(row);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &TextDialog::save);
}

void TextDialog::save()
{
    m_notice->hide();
    const auto done = [this, sent = ButtonHold::on(m_save)](const Result<api::Document> &answer) {
        if (!answer)
            return m_notice->show(answer.error());
        Q_EMIT saved(*answer);
        accept();
    };
    if (m_changed) {
        api::UpdateDocumentRequest request;
        request.workspaceId = m_workspace;
        request.id = *m_changed;
        request.name = m_name->text();
        request.text = m_text->toPlainText();
        m_session.call<api::Document>("documents.update", request, this, done);
        return;
    }
    api::CreateDocumentRequest request;
    request.workspaceId = m_workspace;
    request.name = m_name->text();
    request.text = m_text->toPlainText();
    request.visibility = m_audience->currentData().toString();
    m_session.call<api::Document>("documents.create", request, this, done);
}

} // namespace tabletalk::ui
