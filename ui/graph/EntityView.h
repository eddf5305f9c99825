// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Graph.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace tabletalk::ui {

/// What the documents say of one name: its relations and where it is named, each with its sentence
/// and document. Also the way between two names, step by step.
class EntityView : public QWidget
{
    Q_OBJECT

public:
    explicit EntityView(QWidget *parent);

    void clear();
    void show(const api::GraphEntityDetail &detail);
    void show(const api::GraphPath &path);
    /// Why there is nothing.
    void showText(const QString &text);

Q_SIGNALS:
    void entityWanted(tabletalk::EntityId id);
    void passageWanted(tabletalk::DocumentId document, tabletalk::PassageId passage);

private:
    void addHeading(const QString &text);
    void addRelation(const QString &from, const QString &label, const api::GraphEntity &to);
    void addEvidence(const api::GraphEvidence &evidence);
    void follow(const QString &link);

    QVBoxLayout *m_column;
    QWidget *m_inside = nullptr;
    QVBoxLayout *m_lines = nullptr;
};

} // namespace tabletalk::ui
