import { render } from "preact";
import { Client } from "./api/client.ts";
import { App } from "./app.tsx";
import { Drafts } from "./parts/drafts.ts";
import "./style/tokens.css";
import "./style/base.css";
import "./style/layout.css";
import "./style/parts.css";
import "./style/clinic.css";
import "./style/print.css";

const page = document.getElementById("page");
if (page) render(<App client={new Client()} drafts={new Drafts()} />, page);
