// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Search.h"

#include <QWidget>

#include <optional>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace tabletalk::ui {

class EmptyState;
class Notice;
class ResultColumn;
struct WindowContext;

/// A place to try how documents are found: a query, the way of searching or all ways beside each other, and for each
/// hit why it was found.
class SearchWidget : public QWidget
{
    Q_OBJECT

public:
    SearchWidget(WindowContext &context, QWidget *parent);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildQuery(QBoxLayout *column);
    void rebuildColumns();
    void begin();
    void search();
    void keepWithin(std::optional<DocumentId> document, const QString &name);

    WindowContext &m_context;
    std::optional<WorkspaceId> m_workspace;
    std::optional<DocumentId> m_within;
    std::vector<ResultColumn *> m_columns;
    QLineEdit *m_query = nullptr;
    QPushButton *m_go = nullptr;
    QComboBox *m_mode = nullptr;
    QCheckBox *m_compare = nullptr;
    QSpinBox *m_limit = nullptr;
    QPushButton *m_everywhere = nullptr;
    Notice *m_notice = nullptr;
    EmptyState *m_intro = nullptr;
    QBoxLayout *m_results = nullptr;
};

} // namespace tabletalk::ui
