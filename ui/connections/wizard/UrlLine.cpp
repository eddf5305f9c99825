// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/wizard/UrlLine.h"

#include "core/connect/OdbcAttributes.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/FieldButton.h"
#include "ui/widgets/Form.h"

#include <QAction>
#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>

#include <utility>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

const QString &maskText()
{
    static const QString mask = u"***"_s;
    return mask;
}

bool hasSecret(const ConnectionUrl &url)
{
    for (const auto &[keyword, value] : url.attributes) {
        if (isOdbcSecret(keyword) && !value.isEmpty())
            return true;
    }
    return !url.password.isEmpty();
}

} // namespace

ConnectionUrl withSecretsOf(ConnectionUrl typed, const ConnectionUrl &known)
{
    if (typed.password == maskText())
        typed.password = known.password;
    for (auto &[keyword, value] : typed.attributes) {
        if (isOdbcSecret(keyword) && value == maskText())
            value = known.attribute(keyword);
    }
    return typed;
}

UrlLine::UrlLine(QWidget *parent)
    : QWidget(parent)
    , m_field(makeField(u"url"_s, tr("URL of the database; paste one here"), this))
    , m_state(makeLabel({}, TextStyle::Caption, true, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::tiny);
    column->addWidget(m_field);
    column->addWidget(m_state);
    m_field->setPlaceholderText(tr("Paste a URL here, or fill in the fields above"));
    m_field->setMaxLength(8192);
    m_state->setObjectName(u"urlState"_s);
    m_toggle = new QAction(this);
    m_toggle->setObjectName(u"showUrlPassword"_s);
    m_toggle->setCheckable(true);
    connect(m_toggle, &QAction::toggled, this, &UrlLine::setShown);
    connect(m_field, &QLineEdit::textChanged, this, &UrlLine::onTextEdited);
    connect(m_field, &QLineEdit::editingFinished, this, &UrlLine::onLeft);
    setFocusProxy(m_field);
    setShown(false);
    new FieldButton(m_field, m_toggle);
    sayState();
}

void UrlLine::setShown(bool shown)
{
    m_shown = shown;
    m_toggle->setIcon(icon(shown ? u"eye-off"_s : u"eye"_s, IconTint::Muted));
    m_toggle->setText(shown ? tr("Hide the password") : tr("Show the password"));
    if (!m_unreadable && !m_field->text().isEmpty())
        mask();
}

void UrlLine::setUrl(const ConnectionUrl &url)
{
    m_url = url;
    m_typed = false;
    m_unreadable = false;
    fill(textOf(url));
    m_field->setCursorPosition(0); // the beginning says where it leads
    sayState();
}

void UrlLine::onTextEdited(const QString &text)
{
    const bool pasted = std::abs(text.size() - m_lengthBefore) > 1;
    m_lengthBefore = text.size();
    m_typed = true;
    m_unreadable = false;
    if (text.trimmed().isEmpty()) {
        m_unreadable = true;
        setStyleClass(m_field, "invalid", false);
        m_state->setText(tr("Paste a URL, or fill in the fields above."));
        setStyleClass(m_state, "danger", false);
        Q_EMIT becameUnreadable();
        return;
    }
    const auto read = ConnectionUrl::parse(text);
    if (!read) {
        m_unreadable = true;
        sayProblem(read.error());
        Q_EMIT becameUnreadable();
        return;
    }
    m_url = withSecretsOf(*read, m_url);
    sayState();
    if (pasted && !m_shown && hasSecret(m_url))
        mask();
    Q_EMIT edited(m_url);
}

/// Writes the text anew, with the cursor as far from the end as it was.
void UrlLine::mask()
{
    const qsizetype fromEnd = m_field->text().size() - m_field->cursorPosition();
    const QString text = textOf(m_url);
    fill(text);
    m_field->setCursorPosition(int(std::max<qsizetype>(0, text.size() - fromEnd)));
}

void UrlLine::onLeft()
{
    if (m_typed && !m_unreadable)
        fill(textOf(m_url));
}

void UrlLine::fill(const QString &text)
{
    fillField(m_field, text);
    m_lengthBefore = text.size();
}

void UrlLine::sayState()
{
    setStyleClass(m_field, "invalid", false);
    setStyleClass(m_state, "danger", false);
    m_state->setText(m_typed ? tr("Understood. The fields above were filled in.")
                             : tr("Made from the fields. You can also paste a URL."));
}

void UrlLine::sayProblem(const Problem &problem)
{
    setStyleClass(m_field, "invalid", true);
    setStyleClass(m_state, "danger", true);
    m_state->setText(problem.hint.isEmpty() ? problem.detail : QString(problem.detail + u' ' + problem.hint));
}

} // namespace tabletalk::ui
