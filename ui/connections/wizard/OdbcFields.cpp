// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/wizard/OdbcFields.h"

#include "core/connect/OdbcAttributes.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

/// As many as a URL may have.
constexpr size_t mostRows = 50;

/// What most sources want, to be filled in or left empty.
constexpr std::array usualKeywords = {"Driver", "Server", "Database", "UID", "PWD"};

} // namespace

OdbcFields::OdbcFields(QWidget *parent)
    : ConnectionFields(parent)
    , m_grid(new QGridLayout)
    , m_add(makeButton(u"addAttribute"_s, tr("Add a row"), ButtonKind::Quiet, this, u"plus"_s))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::medium);
    column->addWidget(makeLabel(tr("Name a driver, or a data source with DSN, and what else the driver wants to know. "
                                   "Rows without a value are left out."),
                                TextStyle::Body, true, this));
    m_grid->setHorizontalSpacing(space::small);
    m_grid->setVerticalSpacing(space::small);
    m_grid->setColumnStretch(0, 2);
    m_grid->setColumnStretch(1, 5);
    m_grid->addWidget(makeLabel(tr("Keyword"), TextStyle::Caption, true, this), 0, 0);
    m_grid->addWidget(makeLabel(tr("Value"), TextStyle::Caption, true, this), 0, 1);
    column->addLayout(m_grid);
    column->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &QPushButton::clicked, this, [this] {
        addEmptyRow();
        m_rows.back().keyword->setFocus();
    });
    for (const char *keyword : usualKeywords) {
        addEmptyRow();
        fillField(m_rows.back().keyword, QString::fromLatin1(keyword));
    }
    updateSecrets();
    setFocusProxy(m_rows.front().value);
}

void OdbcFields::addEmptyRow()
{
    Row row;
    row.keyword = makeField(u"odbcKeyword"_s, tr("Keyword"), this);
    row.value = makeField(u"odbcValue"_s, tr("Value"), this);
    row.remove = makeButton(u"removeAttribute"_s, QString(), ButtonKind::Quiet, this, u"close"_s);
    row.remove->setAccessibleName(tr("Remove this row"));
    row.remove->setToolTip(tr("Remove this row"));
    m_grid->addWidget(row.keyword, m_nextLine, 0);
    m_grid->addWidget(row.value, m_nextLine, 1);
    m_grid->addWidget(row.remove, m_nextLine, 2);
    ++m_nextLine;
    for (QLineEdit *field : {row.keyword, row.value}) {
        connect(field, &QLineEdit::textChanged, this, [this] {
            updateSecrets();
            Q_EMIT edited();
        });
    }
    connect(row.remove, &QPushButton::clicked, this, [this, keyword = row.keyword] {
        removeRow(keyword);
        Q_EMIT edited();
    });
    m_rows.push_back(row);
    m_add->setEnabled(m_rows.size() < mostRows);
}

void OdbcFields::removeRow(const QLineEdit *keyword)
{
    const auto found = std::ranges::find(m_rows, keyword, &Row::keyword);
    if (found == m_rows.end())
        return;
    // The button may be the one that is calling us.
    for (QWidget *widget : {static_cast<QWidget *>(found->keyword), static_cast<QWidget *>(found->value),
                            static_cast<QWidget *>(found->remove)}) {
        widget->hide();
        widget->deleteLater();
    }
    m_rows.erase(found);
    m_add->setEnabled(true);
}

void OdbcFields::updateSecrets()
{
    for (const Row &row : m_rows) {
        const bool secret = isOdbcSecret(row.keyword->text().trimmed());
        row.value->setEchoMode(secret ? QLineEdit::Password : QLineEdit::Normal);
        row.value->setAccessibleName(tr("Value of %1").arg(row.keyword->text()));
    }
}

/// Known keywords keep their rows, empty rows stay for filling in; the others come and go.
void OdbcFields::show(const ConnectionUrl &url)
{
    std::vector<const QLineEdit *> gone;
    for (const Row &row : m_rows) {
        const QString keyword = row.keyword->text().trimmed();
        const bool usual =
            std::ranges::any_of(usualKeywords, [&](const char *name) { return keyword == QLatin1StringView(name); });
        const QString value = url.attribute(keyword);
        if (value.isEmpty() && !usual && !row.value->text().isEmpty())
            gone.push_back(row.keyword);
        else
            fillField(row.value, value);
    }
    for (const QLineEdit *keyword : gone)
        removeRow(keyword);
    for (const auto &[keyword, value] : url.attributes) {
        const bool known = std::ranges::any_of(m_rows, [&](const Row &row) {
            return row.keyword->text().trimmed().compare(keyword, Qt::CaseInsensitive) == 0;
        });
        if (known || m_rows.size() >= mostRows)
            continue;
        addEmptyRow();
        fillField(m_rows.back().keyword, keyword);
        fillField(m_rows.back().value, value);
    }
    updateSecrets();
}

void OdbcFields::apply(ConnectionUrl &url) const
{
    url.attributes.clear();
    for (const Row &row : m_rows) {
        const QString keyword = row.keyword->text().trimmed();
        if (!keyword.isEmpty() && !row.value->text().isEmpty())
            url.attributes.emplace_back(keyword, row.value->text());
    }
}

} // namespace tabletalk::ui
