'use strict';

// n8n finds nodes and credentials through the "n8n" section of package.json.
// This file exists so that `require('n8n-nodes-uipath')` resolves to something.
module.exports = {};
