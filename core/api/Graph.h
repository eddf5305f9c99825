// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"
#include "core/api/KnowledgeIds.h"

namespace tabletalk::api {

/// A name that documents have, as far as the caller may see them.
struct GraphEntity
{
    EntityId id;
    QString name;
    QString kind; ///< person, organization, place, product, code, term, other
    qint64 mentions = 0;
    qint64 documents = 0;
};
BOOST_DESCRIBE_STRUCT(GraphEntity, (), (id, name, kind, mentions, documents))

/// What sentences say of two names.
struct GraphRelation
{
    EntityId fromId;
    EntityId toId;
    QString label;       ///< "acquired", "subsidiary of"; empty: they are named together
    double weight = 0;   ///< of all its evidence
    qint64 evidence = 0; ///< passages that say so
};
BOOST_DESCRIBE_STRUCT(GraphRelation, (), (fromId, toId, label, weight, evidence))

/// A sentence, and where it stands.
struct GraphEvidence
{
    PassageId passageId;
    DocumentId documentId;
    QString documentName;
    QString sourceUrl; ///< of web pages
    int page = 0;      ///< 0 where there are none
    QString heading;
    QString sentence;
};
BOOST_DESCRIBE_STRUCT(GraphEvidence, (), (passageId, documentId, documentName, sourceUrl, page, heading, sentence))

/// GET workspaces/{workspaceId}/graph
struct GraphSearchRequest
{
    WorkspaceId workspaceId;
    std::optional<QString> text; ///< words of the name; all names when absent
    std::optional<QString> kind;
    std::optional<int> limit;
    std::optional<QString> cursor;
};
BOOST_DESCRIBE_STRUCT(GraphSearchRequest, (), (workspaceId, text, kind, limit, cursor))

/// The most named first.
struct GraphEntityList
{
    std::vector<GraphEntity> items;
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(GraphEntityList, (), (items, nextCursor))

/// GET workspaces/{workspaceId}/graph/entities/{id}
struct GraphEntityRequest
{
    WorkspaceId workspaceId;
    EntityId id;
};
BOOST_DESCRIBE_STRUCT(GraphEntityRequest, (), (workspaceId, id))

struct GraphRelationDetail
{
    GraphRelation relation;
    GraphEntity other; ///< the one at the other end
    std::vector<GraphEvidence> evidence;
};
BOOST_DESCRIBE_STRUCT(GraphRelationDetail, (), (relation, other, evidence))

struct GraphEntityDetail
{
    GraphEntity entity;
    std::vector<GraphRelationDetail> relations; ///< the strongest
    std::vector<GraphEvidence> mentions;        ///< where it is named, most often first
};
BOOST_DESCRIBE_STRUCT(GraphEntityDetail, (), (entity, relations, mentions))

/// GET workspaces/{workspaceId}/graph/entities/{id}/neighbours
struct GraphNeighboursRequest
{
    WorkspaceId workspaceId;
    EntityId id;
    std::optional<int> limit; ///< relations
    std::optional<QString> cursor;
};
BOOST_DESCRIBE_STRUCT(GraphNeighboursRequest, (), (workspaceId, id, limit, cursor))

struct GraphNeighbours
{
    GraphEntity centre;
    std::vector<GraphEntity> entities;
    std::vector<GraphRelation> relations; ///< the strongest first
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(GraphNeighbours, (), (centre, entities, relations, nextCursor))

/// GET workspaces/{workspaceId}/graph/path
struct GraphPathRequest
{
    WorkspaceId workspaceId;
    EntityId fromId;
    EntityId toId;
};
BOOST_DESCRIBE_STRUCT(GraphPathRequest, (), (workspaceId, fromId, toId))

/// The shortest way from one to the other; entities.size() is relations.size() + 1.
struct GraphPath
{
    bool found = false;
    std::vector<GraphEntity> entities;
    std::vector<GraphRelation> relations;
    std::vector<GraphEvidence> evidence; ///< one for each relation
    QString note;                        ///< why none was found
};
BOOST_DESCRIBE_STRUCT(GraphPath, (), (found, entities, relations, evidence, note))

} // namespace tabletalk::api
